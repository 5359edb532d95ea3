package org.longtail.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A long-tailed data set of four classes, in which each class has a bright band of its own. */
public final class BandedImages {

  /** Height and width in pixels. */
  public static final int SIDE = 8;

  private static final long[] TRAINING_IMAGES = {24, 20, 10, 4};
  private static final int TEST_IMAGES_PER_CLASS = 6;
  private static final int BAND = 2;
  private static final int NOISE = 100;
  private static final int BRIGHT = 155;

  private BandedImages() {}

  /** Writes both splits into a new folder. */
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    IdxSplit.TRAIN.write(train(), folder);
    IdxSplit.TEST.write(test(), folder);
    return folder;
  }

  /** Training images N_y of each class: two classes have many, one medium, one few. */
  public static long[] counts() {
    return TRAINING_IMAGES.clone();
  }

  /** The training images, class after class. */
  public static LabelledImages train() {
    return images("train", TRAINING_IMAGES);
  }

  /** The test images, as many of each class. */
  public static LabelledImages test() {
    long[] counts = new long[TRAINING_IMAGES.length];
    Arrays.fill(counts, TEST_IMAGES_PER_CLASS);
    return images("test", counts);
  }

  private static LabelledImages images(String split, long[] counts) {
    int[] labels =
        IntStream.range(0, counts.length)
            .flatMap(y -> IntStream.generate(() -> y).limit(counts[y]))
            .toArray();
    Draws draws = Draws.of(1, "banded images", split);
    byte[][] pixels = new byte[labels.length][SIDE * SIDE];
    for (int image = 0; image < labels.length; image++) {
      for (int i = 0; i < pixels[image].length; i++) {
        int band = i / SIDE / BAND == labels[image] ? BRIGHT : 0;
        pixels[image][i] = (byte) (band + draws.below(NOISE));
      }
    }
    return new LabelledImages(1, SIDE, SIDE, labels, pixels);
  }
}
