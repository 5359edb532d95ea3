package org.longtail.transforms.scoring;

import java.util.Arrays;

/** The softmax of numbers in double precision. */
public final class Softmax {

  private Softmax() {}

  /**
   * {@code exp(x_i) / sum_j exp(x_j)}, whatever the size of the numbers; minus infinity gives 0.
   *
   * @return of the same length, on the simplex
   */
  public static double[] of(double[] numbers) {
    double max = Arrays.stream(numbers).max().orElse(0);
    double[] exp = Arrays.stream(numbers).map(value -> StrictMath.exp(value - max)).toArray();
    double sum = Arrays.stream(exp).sum();
    return Arrays.stream(exp).map(value -> value / sum).toArray();
  }
}
