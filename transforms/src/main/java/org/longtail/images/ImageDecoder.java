package org.longtail.images;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG and PNG files to red, green and blue. Grey becomes three equal channels, CMYK and
 * YCCK are converted, transparency is dropped; colour profiles and the orientation that a camera
 * noted are passed over, as the data sets' other readers do.
 */
final class ImageDecoder {

  private static final int CHANNELS = 3;
  private static final int JPEG = 0xffd8;
  private static final int PNG = 0x8950;

  /** As many as Pillow reads; a header may ask for more than there is memory. */
  private static final long MOST_PIXELS = 178_956_970;

  /** How the JDK warns of a JPEG that ends too early; it fills up what is missing with grey. */
  private static final String TRUNCATED = "Truncated File";

  /** Reads JPEGs whose colours the JDK's own reader refuses. */
  private static final ImageReaderSpi JPEG_READER = jpegReader();

  private ImageDecoder() {}

  /**
   * The pixels of a file.
   *
   * @throws IOException if it is damaged, or neither a JPEG nor a PNG
   */
  static Raster decode(byte[] file) throws IOException {
    int magic = magic(file);
    ImageReader reader = reader(magic);
    byte[] content = magic == JPEG ? JpegProfile.without(file) : file;
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(input, true, true);
      checkSize(reader.getHeight(0), reader.getWidth(0));
      Raster image = rgb(reader.read(0));
      if (warnings.stream().anyMatch(warning -> warning.startsWith(TRUNCATED))) {
        throw new IIOException("the file is cut off");
      }
      return image;
    } catch (RuntimeException e) {
      throw new IIOException(String.format(Locale.ROOT, "the file is damaged (%s)", e), e);
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(int height, int width) throws IIOException {
    if ((long) height * width > MOST_PIXELS) {
      throw new IIOException(
          String.format(
              Locale.ROOT,
              "its header says %dx%d pixels, more than the %d that are read",
              height,
              width,
              MOST_PIXELS));
    }
  }

  private static int magic(byte[] file) {
    return file.length < Short.BYTES
        ? 0
        : Byte.toUnsignedInt(file[0]) << Byte.SIZE | Byte.toUnsignedInt(file[1]);
  }

  private static ImageReader reader(int magic) throws IOException {
    return switch (magic) {
      case JPEG -> JPEG_READER.createReaderInstance();
      case PNG -> ImageIO.getImageReadersByFormatName("png").next();
      default -> throw new IIOException("it is neither a JPEG nor a PNG file");
    };
  }

  /** Registered here, as a class loader of its own may keep Image I/O from finding it. */
  private static ImageReaderSpi jpegReader() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    ImageReaderSpi known = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
    if (known != null) {
      return known;
    }
    ImageReaderSpi own = new JPEGImageReaderSpi();
    registry.registerServiceProvider(own, ImageReaderSpi.class);
    return own;
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
    int[] grey =
        image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
    byte[] values = new byte[grey.length * CHANNELS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (grey[i / CHANNELS] * 255L / most);
    }
    return values;
  }

  private static byte[] fromColours(BufferedImage image) {
    int width = image.getWidth();
    int[] colours = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    byte[] values = new byte[colours.length * CHANNELS];
    for (int i = 0; i < colours.length; i++) {
      values[i * CHANNELS] = (byte) (colours[i] >> 16);
      values[i * CHANNELS + 1] = (byte) (colours[i] >> 8);
      values[i * CHANNELS + 2] = (byte) colours[i];
    }
    return values;
  }
}
