package org.longtail.transforms.sampling;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** The class probabilities of group-preferred sampling (equation 1), each summing to 1. */
public enum Sampling {
  /** {@code p(y) ∝ N_y}. */
  NATURAL {
    @Override
    public double[] probabilities(long[] counts, boolean[] group, double rhoM) {
      return normalised(counts.length, y -> counts[y]);
    }
  },
  /** {@code p(y) ∝ rho_m} in the stage's group, {@code ∝ 1 - rho_m} outside, a class. */
  ENHANCED {
    @Override
    public double[] probabilities(long[] counts, boolean[] group, double rhoM) {
      return normalised(counts.length, y -> group[y] ? rhoM : 1 - rhoM);
    }
  },
  /** {@code p(y) ∝ 1 / N_y}. */
  INVERSE {
    @Override
    public double[] probabilities(long[] counts, boolean[] group, double rhoM) {
      return normalised(counts.length, y -> 1.0 / counts[y]);
    }
  },
  /** The same for every class. */
  BALANCED {
    @Override
    public double[] probabilities(long[] counts, boolean[] group, double rhoM) {
      return normalised(counts.length, y -> 1);
    }
  };

  /**
   * The probability of each class.
   *
   * @param counts training images N_y, {@code [classes]}, all at least 1
   * @param group the classes of the stage's group, {@code [classes]}
   * @param rhoM share of the group, in (0, 1)
   * @return {@code [classes]}, summing to 1
   */
  public abstract double[] probabilities(long[] counts, boolean[] group, double rhoM);

  private static double[] normalised(int classes, IntToDoubleFunction weight) {
    double[] weights = new double[classes];
    Arrays.setAll(weights, weight);
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(value -> value / sum).toArray();
  }
}
