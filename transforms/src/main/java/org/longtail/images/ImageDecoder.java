package org.longtail.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.longtail.schemas.Cancellation;

/**
 * Decodes JPEG and PNG files to red, green and blue. Grey becomes three equal channels, CMYK and
 * YCCK are converted, transparency is dropped; colour profiles and the orientation that a camera
 * noted are passed over, as the data sets' other readers do.
 */
final class ImageDecoder {

  private static final int CHANNELS = 3;

  /** How the JDK warns of a JPEG that ends too early; it fills up what is missing with grey. */
  private static final String TRUNCATED = "Truncated File";

  private ImageDecoder() {}

  /**
   * The pixels of a file.
   *
   * @param limits what the file may ask for
   * @param cancellation of what it is decoded for
   * @throws IOException if it is damaged, or neither a JPEG nor a PNG, or asks for more
   * @throws CancellationException if the computation is to be given up
   */
  static Raster decode(byte[] file, ImageLimits limits, Cancellation cancellation)
      throws IOException {
    ImageFormat format = ImageFormat.of(file);
    byte[] content = format.readable(file);
    ImageReader reader = format.reader();
    GuardedInput guarded = new GuardedInput(content, limits.time(), cancellation);
    try (ImageInputStream input = new MemoryCacheImageInputStream(guarded)) {
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(input, true, true);
      limits.checkPixels(reader.getHeight(0), reader.getWidth(0));
      format.checkHeld(content, reader.getHeight(0), reader.getWidth(0));
      Raster image = rgb(reader.read(0));
      if (warnings.stream().anyMatch(warning -> warning.startsWith(TRUNCATED))) {
        throw new IIOException("the file is cut off");
      }
      return image;
    } catch (CancellationException e) {
      throw e;
    } catch (IOException e) {
      guarded.check(); // readers put an error of their own around what ended them
      throw e;
    } catch (RuntimeException e) {
      throw new IIOException(String.format(Locale.ROOT, "the file is damaged (%s)", e), e);
    } finally {
      reader.dispose();
    }
  }

  private static Raster rgb(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] values =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            ? fromGrey(image)
            : image.getType() == BufferedImage.TYPE_3BYTE_BGR
                ? (byte[]) image.getRaster().getDataElements(0, 0, width, height, null)
                : fromColours(image);
    return new Raster(height, width, CHANNELS, values);
  }

  /** The samples as they are: asked for colours, the JDK would take them for linear light. */
  private static byte[] fromGrey(BufferedImage image) {
    int width = image.getWidth();
    int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
    byte[] values = new byte[image.getHeight() * width * CHANNELS];
    int[] grey = new int[width]; // a row at a time: all at once would take more than the image
    for (int y = 0, i = 0; y < image.getHeight(); y++) {
      image.getRaster().getSamples(0, y, width, 1, 0, grey);
      for (int sample : grey) {
        byte value = (byte) (sample * 255L / most);
        values[i++] = value;
        values[i++] = value;
        values[i++] = value;
      }
    }
    return values;
  }

  private static byte[] fromColours(BufferedImage image) {
    int width = image.getWidth();
    byte[] values = new byte[image.getHeight() * width * CHANNELS];
    int[] colours = new int[width];
    for (int y = 0, i = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, colours, 0, width);
      for (int colour : colours) {
        values[i++] = (byte) (colour >> 16);
        values[i++] = (byte) (colour >> 8);
        values[i++] = (byte) colour;
      }
    }
    return values;
  }
}
