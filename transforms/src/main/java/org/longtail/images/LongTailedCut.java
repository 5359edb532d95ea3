package org.longtail.images;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How a training split becomes long-tailed: class i keeps the images that {@link LongTailProfile}
 * gives it (METHOD section 8). {@link LongTailedSubset} of the same numbers keeps the same images.
 *
 * <pre>{@code
 * LabelledImages longTailed = train.select(new LongTailedCut(OptionalInt.of(500), 100, 1).choose(train.labels()));
 * }</pre>
 *
 * @param nMax N_max, images of class 0; empty for as many as the largest class has
 * @param beta images of class 0 over those of the last class, at least 1
 * @param seed of the choice
 */
public record LongTailedCut(OptionalInt nMax, double beta, long seed) {

  /**
   * Chooses the images to keep.
   *
   * @param labels class of each image of the training split, 0..K-1
   * @return the numbers of those kept, in order
   * @throws IllegalArgumentException if beta is outside 1..N_max, there are under 2 classes, or a
   *     class has fewer images than it is to keep
   */
  public int[] choose(int[] labels) {
    long[] counts = counts(labels);
    try {
      return ClassChoice.of(seed, IdxSplit.TRAIN.id(), labels, counts);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "long-tailed profile of n_max %d and beta %s: %s, or leave both out if the data set is long-tailed as it is",
              counts[0],
              beta,
              e.getMessage()),
          e);
    }
  }

  private long[] counts(int[] labels) {
    int[] sizes = new int[Arrays.stream(labels).max().orElse(-1) + 1];
    Arrays.stream(labels).forEach(label -> sizes[label]++);
    return LongTailProfile.counts(
        sizes.length, nMax.orElseGet(() -> Arrays.stream(sizes).max().orElse(0)), beta);
  }
}
