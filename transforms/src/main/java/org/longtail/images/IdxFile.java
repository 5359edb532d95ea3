package org.longtail.images;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * IDX files, the format of MNIST and its kin: images of one channel as unsigned bytes {@code
 * [count, height, width]} and labels as unsigned bytes {@code [count]}.
 */
public final class IdxFile {

  /** Magic number of image files: unsigned bytes of rank 3. */
  static final int IMAGES = 0x00000803;

  /** Magic number of label files: unsigned bytes of rank 1. */
  static final int LABELS = 0x00000801;

  private static final int MOST_LABEL = 0xff;

  private IdxFile() {}

  /**
   * Reads images and their labels, each file gzipped or plain.
   *
   * @throws IllegalArgumentException if a file is not such an IDX file, is truncated or too long,
   *     or if there are more labels than images or the other way round
   */
  public static LabelledImages read(Path images, Path labels) throws IOException {
    int[] classes = readLabels(labels);
    try (IdxInput input = IdxInput.open(images, IMAGES)) {
      if (input.size(0) != classes.length) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s has %d images, but %s has %d labels: they must belong together",
                images,
                input.size(0),
                labels,
                classes.length));
      }
      int height = input.size(1);
      int width = input.size(2);
      int area = area(images, height, width);
      byte[][] pixels = new byte[classes.length][];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = input.next(area);
      }
      input.end();
      return new LabelledImages(1, height, width, classes, pixels);
    }
  }

  /**
   * Reads labels, gzipped or plain.
   *
   * @return the class of each image, 0..255
   * @throws IllegalArgumentException if the file is not an IDX file of labels, is truncated or too
   *     long
   */
  public static int[] readLabels(Path file) throws IOException {
    try (IdxInput input = IdxInput.open(file, LABELS)) {
      byte[] bytes = input.next(input.size(0));
      input.end();
      int[] labels = new int[bytes.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = Byte.toUnsignedInt(bytes[i]);
      }
      return labels;
    }
  }

  /**
   * Writes images and labels, gzipped, over files that may be there. The gzip header holds no time
   * and no name, so that equal images give equal bytes.
   *
   * @throws IllegalArgumentException if there is no image, an image has more than one channel, or a
   *     label is above 255
   */
  public static void write(LabelledImages data, Path images, Path labels) throws IOException {
    if (data.size() == 0 || data.channels() != 1 || data.classes() > MOST_LABEL + 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s with labels up to %d; an IDX file takes at least 1 image, of 1 channel, and labels in 0..%d",
              images,
              data,
              data.classes() - 1,
              MOST_LABEL));
    }
    try (DataOutputStream out = gzipped(images)) {
      out.writeInt(IMAGES);
      out.writeInt(data.size());
      out.writeInt(data.height());
      out.writeInt(data.width());
      for (int i = 0; i < data.size(); i++) {
        out.write(data.image(i).values());
      }
    }
    try (DataOutputStream out = gzipped(labels)) {
      out.writeInt(LABELS);
      out.writeInt(data.size());
      for (int label : data.labels()) {
        out.writeByte(label);
      }
    }
  }

  private static int area(Path file, int height, int width) {
    try {
      return Math.multiplyExact(height, width);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: images of %dx%d must have fewer than 2^31 pixels",
              file,
              height,
              width),
          e);
    }
  }

  private static DataOutputStream gzipped(Path file) throws IOException {
    OutputStream raw = Files.newOutputStream(file);
    try {
      return new DataOutputStream(new GZIPOutputStream(raw, 1 << 16));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
