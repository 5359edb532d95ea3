package org.longtail.images;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;

/**
 * Group-preferred sampling (equation 1, METHOD section 1): the images of an epoch. Each draw takes
 * a class by its probability p(y), then an image of the class uniformly, with replacement.
 *
 * <pre>{@code
 * int[] images = ClassDraws.of(labels, probabilities)
 *     .epoch(Draws.of(seed, "train", stage, epoch), labels.length);
 * }</pre>
 */
public final class ClassDraws {

  private static final double SUM_TOLERANCE = 1e-9;

  /** Keeps the sampler from padding its table: rounding could make a padded entry drawable. */
  private static final int NO_PADDING = -1;

  /** Images of each drawable class, in the order of the class index. */
  private final int[][] images;

  /** Probability of each drawable class, above 0. */
  private final double[] probabilities;

  private ClassDraws(int[][] images, double[] probabilities) {
    this.images = images;
    this.probabilities = probabilities;
  }

  /**
   * The draws of a data set.
   *
   * @param labels class of each image, 0..K-1
   * @param probabilities p(y) of each of the K classes, at least 0, with sum 1
   * @throws IllegalArgumentException if a probability is negative or not a number, they do not sum
   *     to 1, a label is outside 0..K-1, or a class of probability above 0 has no image
   */
  public static ClassDraws of(int[] labels, double[] probabilities) {
    checkProbabilities(probabilities);
    int[][] members = byClass(labels, probabilities.length);
    // Classes of probability 0 stay out of the sampler's table, where rounding could reach them.
    int[] drawable =
        IntStream.range(0, probabilities.length).filter(y -> probabilities[y] > 0).toArray();
    for (int y : drawable) {
      if (members[y].length == 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "class %d: probability %s, but no image; add images or set its probability to 0",
                y,
                probabilities[y]));
      }
    }
    return new ClassDraws(
        Arrays.stream(drawable).mapToObj(y -> members[y]).toArray(int[][]::new),
        Arrays.stream(drawable).mapToDouble(y -> probabilities[y]).toArray());
  }

  /**
   * Draws one epoch.
   *
   * @param draws the epoch's own stream
   * @param size number of draws
   * @return an image number for each draw
   * @throws IllegalArgumentException if the size is negative
   */
  public int[] epoch(Draws draws, int size) {
    if (size < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "epoch of %d draws: must be at least 0", size));
    }
    DiscreteSampler classes =
        AliasMethodDiscreteSampler.of(draws.provider(), probabilities, NO_PADDING);
    int[] epoch = new int[size];
    for (int i = 0; i < size; i++) {
      int[] members = images[classes.sample()];
      epoch[i] = members[draws.below(members.length)];
    }
    return epoch;
  }

  private static void checkProbabilities(double[] probabilities) {
    double sum = 0;
    for (int y = 0; y < probabilities.length; y++) {
      if (!(probabilities[y] >= 0)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "class %d: probability %s must be at least 0", y, probabilities[y]));
      }
      sum += probabilities[y];
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "class probabilities sum to %s: must be 1; divide each by the sum",
              sum));
    }
  }

  private static int[][] byClass(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int image = 0; image < labels.length; image++) {
      int label = labels[image];
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "image %d: label %d must be in 0..%d, as there are %d class probabilities",
                image,
                label,
                classes - 1,
                classes));
      }
      counts[label]++;
    }
    int[][] members = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
    for (int image = labels.length - 1; image >= 0; image--) {
      members[labels[image]][--counts[labels[image]]] = image;
    }
    return members;
  }
}
