package org.longtail.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Small data sets in which no two images are equal. */
final class SmallImages {

  static final int HEIGHT = 2;
  static final int WIDTH = 3;

  private SmallImages() {}

  /** Classes in turn: 0, 1, .. K-1, 0, 1 .. until each has its images. */
  static LabelledImages balanced(int classes, int perClass) {
    int[] labels = new int[classes * perClass];
    Arrays.setAll(labels, i -> i % classes);
    return labelled(labels);
  }

  /** Images that hold their own number. */
  static LabelledImages labelled(int... labels) {
    byte[][] pixels = new byte[labels.length][];
    for (int i = 0; i < labels.length; i++) {
      pixels[i] = new byte[] {(byte) (i >> 8), (byte) i, (byte) labels[i], 0, (byte) 255, 7};
    }
    return new LabelledImages(1, HEIGHT, WIDTH, labels, pixels);
  }

  /** A folder of the four files, with as many images of each class in both splits. */
  static Path originals(Path folder, int classes, int perClass) throws IOException {
    Files.createDirectories(folder);
    IdxSplit.TRAIN.write(balanced(classes, perClass), folder);
    IdxSplit.TEST.write(balanced(classes, perClass), folder);
    return folder;
  }
}
