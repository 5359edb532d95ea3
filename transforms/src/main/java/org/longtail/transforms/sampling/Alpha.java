package org.longtail.transforms.sampling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The class offsets of the compensation loss (equation 3). */
public enum Alpha {
  /** 1 everywhere: plain cross entropy. */
  ONES {
    @Override
    public double[] of(long[] counts, boolean[] group, double rhoM) {
      double[] alpha = new double[counts.length];
      Arrays.fill(alpha, 1);
      return alpha;
    }
  },
  /** {@code rho_m} in the stage's group, {@code 1 - rho_m} outside. */
  ENHANCED {
    @Override
    public double[] of(long[] counts, boolean[] group, double rhoM) {
      double[] alpha = new double[counts.length];
      Arrays.setAll(alpha, y -> group[y] ? rhoM : 1 - rhoM);
      return alpha;
    }
  },
  /**
   * {@code tau = R(L)}: the label frequencies in reverse, so that the largest class gets the
   * smallest; ties by class index.
   */
  REVERSED {
    @Override
    public double[] of(long[] counts, boolean[] group, double rhoM) {
      double total = Arrays.stream(counts).sum();
      int[] ascending =
          IntStream.range(0, counts.length)
              .boxed()
              .sorted(Comparator.comparingLong(y -> counts[y]))
              .mapToInt(Integer::intValue)
              .toArray();
      double[] alpha = new double[counts.length];
      for (int rank = 0; rank < ascending.length; rank++) {
        alpha[ascending[rank]] = counts[ascending[ascending.length - 1 - rank]] / total;
      }
      return alpha;
    }
  };

  /**
   * The offset of each class.
   *
   * @param counts training images N_y, {@code [classes]}, all at least 1
   * @param group the classes of the stage's group, {@code [classes]}
   * @param rhoM share of the group, in (0, 1)
   * @return {@code [classes]}, all above 0
   */
  public abstract double[] of(long[] counts, boolean[] group, double rhoM);

  /** The offset that goes with a stage's sampling. */
  public static Alpha matching(Sampling sampling) {
    return switch (sampling) {
      case NATURAL, BALANCED -> ONES;
      case ENHANCED -> ENHANCED;
      case INVERSE -> REVERSED;
    };
  }
}
