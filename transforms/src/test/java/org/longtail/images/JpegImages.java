package org.longtail.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** {@link BandedImages} as JPEG files of several sizes, with a list of each split. */
public final class JpegImages {

  /** Name of the list of the training images. */
  public static final String TRAIN_LIST = "train.txt";

  /** Name of the list of the test images. */
  public static final String TEST_LIST = "test.txt";

  private static final int SCALE = 4;
  private static final int SIZES = 5;

  private JpegImages() {}

  /** Writes images and lists into a folder, which is made if need be. */
  public static Path write(Path folder) throws IOException {
    write(folder, "train", BandedImages.train());
    write(folder, "test", BandedImages.test());
    return folder;
  }

  private static void write(Path folder, String split, LabelledImages images) throws IOException {
    Files.createDirectories(folder.resolve(split));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      String name = String.format(Locale.ROOT, "%s/image %d.jpg", split, i);
      int side = BandedImages.SIDE * SCALE;
      Files.write(
          folder.resolve(name), encoded("jpg", grey(images.image(i), side, side + i % SIZES)));
      lines.add(String.format(Locale.ROOT, "%s %d", name, images.labels()[i]));
    }
    Files.write(folder.resolve(split + ".txt"), lines);
  }

  /** A grey image in colours, resampled. */
  private static BufferedImage grey(Raster image, int height, int width) {
    Raster resized = Resampling.to(image, height, width);
    BufferedImage colours = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < resized.values().length; i++) {
      int value = Byte.toUnsignedInt(resized.values()[i]);
      colours.setRGB(i % width, i / width, value << 16 | value << 8 | value);
    }
    return colours;
  }

  /** An image as a file's content. */
  static byte[] encoded(String format, BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("no writer of " + format + " for " + image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
