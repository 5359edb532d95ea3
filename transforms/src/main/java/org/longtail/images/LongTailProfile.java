package org.longtail.images;

import java.util.Locale;
import java.util.stream.IntStream;

/** The long-tailed profile of METHOD section 8: how many training images each class keeps. */
public final class LongTailProfile {

  /** Far above the error of the power, far below the distance of any other value to an integer. */
  private static final double ROUNDING = 1e-9;

  private LongTailProfile() {}

  /**
   * {@code N_i = floor(N_max * (1/beta)^(i/(K-1)))}, from N_max images for class 0 down to N_max /
   * beta for class K-1.
   *
   * @param classes K, at least 2
   * @param nMax images of the largest class, at least beta
   * @param beta the largest class's size over the smallest's, at least 1
   * @return N_i of each class, each at least 1
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static long[] counts(int classes, int nMax, double beta) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "long-tailed profile of %d classes: needs at least 2", classes));
    }
    if (!(beta >= 1 && beta <= nMax)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "long-tailed profile: beta %s must be in 1..%d, the size of the largest class, so that the smallest keeps an image",
              beta,
              nMax));
    }
    return IntStream.range(0, classes)
        .mapToLong(i -> floor(nMax * StrictMath.pow(beta, -(double) i / (classes - 1))))
        .toArray();
  }

  /** Floor of a value that stands for an exact one: 4.999999999999999 is 5. */
  private static long floor(double value) {
    long nearest = Math.round(value);
    return Math.abs(value - nearest) <= ROUNDING * nearest
        ? nearest
        : (long) StrictMath.floor(value);
  }
}
