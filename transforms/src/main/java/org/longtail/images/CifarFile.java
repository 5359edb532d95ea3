package org.longtail.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The binary version of CIFAR-100: records of a coarse label, a fine label and 3,072 bytes of
 * pixels, the red plane first, then green and blue, each 32 rows of 32.
 */
public final class CifarFile {

  /** Number of fine classes. */
  public static final int CLASSES = 100;

  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int PLANE = SIDE * SIDE;
  private static final int LABEL_BYTES = 2;
  private static final int RECORD = LABEL_BYTES + CHANNELS * PLANE;

  private CifarFile() {}

  /**
   * Reads images with their fine labels.
   *
   * @throws IllegalArgumentException if the file is empty, does not end with a record, or has a
   *     fine label outside 0..99
   */
  public static LabelledImages read(Path file) throws IOException {
    long size = Files.size(file);
    if (size == 0 || size % RECORD != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes: CIFAR-100's binary version has records of %d; get the file again",
              file,
              size,
              RECORD));
    }
    List<byte[]> pixels = new ArrayList<>();
    int[] labels = new int[Math.toIntExact(size / RECORD)];
    try (InputStream input = Files.newInputStream(file)) {
      for (int i = 0; i < labels.length; i++) {
        byte[] record = input.readNBytes(RECORD);
        labels[i] = label(file, i, record);
        pixels.add(interleaved(record));
      }
    }
    return new LabelledImages(CHANNELS, SIDE, SIDE, labels, pixels.toArray(byte[][]::new));
  }

  private static int label(Path file, int number, byte[] record) {
    int label = Byte.toUnsignedInt(record[1]);
    if (label >= CLASSES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s, record %d: fine label %d must be in 0..%d; get CIFAR-100's binary version again",
              file,
              number,
              label,
              CLASSES - 1));
    }
    return label;
  }

  /** Planes as pixels: {@code [channels, height, width]} to {@code [height, width, channels]}. */
  private static byte[] interleaved(byte[] record) {
    byte[] pixels = new byte[CHANNELS * PLANE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = record[LABEL_BYTES + i % CHANNELS * PLANE + i / CHANNELS];
    }
    return pixels;
  }
}
