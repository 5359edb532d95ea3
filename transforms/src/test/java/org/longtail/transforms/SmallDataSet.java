package org.longtail.transforms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.longtail.images.Draws;
import org.longtail.images.IdxSplit;
import org.longtail.images.LabelledImages;

/** A long-tailed data set of 8x8 pixels in which each class has a bright band of its own. */
public final class SmallDataSet {

  /** Training images N_y of each class: two classes of many, one medium, one few. */
  public static final long[] COUNTS = {24, 20, 10, 4};

  /** Test images of each class. */
  public static final int TEST_IMAGES = 6;

  /** Where the groups of these counts begin. */
  public static final Map<String, Long> GROUPS = Map.of("many", 20L, "medium", 8L, "few", 0L);

  private static final int SIDE = 8;
  private static final int BAND = 2;
  private static final int NOISE = 100;
  private static final int BRIGHT = 155;

  private SmallDataSet() {}

  /** Writes the four files into a new folder. */
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    IdxSplit.TRAIN.write(train(), folder);
    IdxSplit.TEST.write(test(), folder);
    return folder;
  }

  /** The training images. */
  public static LabelledImages train() {
    return images("train", labels(COUNTS));
  }

  /** The test images. */
  public static LabelledImages test() {
    long[] counts = new long[COUNTS.length];
    Arrays.fill(counts, TEST_IMAGES);
    return images("test", labels(counts));
  }

  private static int[] labels(long[] counts) {
    return IntStream.range(0, counts.length)
        .flatMap(y -> IntStream.generate(() -> y).limit(counts[y]))
        .toArray();
  }

  private static LabelledImages images(String split, int[] labels) {
    Draws draws = Draws.of(1, "small data set", split);
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
