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
      return reversed(frequencies(counts));
    }
  },
  /**
   * {@code 1 / L}, which makes the loss {@code cross_entropy(F + log L, y)}: balanced softmax (Ren
   * et al., Balanced Meta-Softmax for Long-Tailed Visual Recognition, 2020).
   */
  BALANCED_SOFTMAX {
    @Override
    public double[] of(long[] counts, boolean[] group, double rhoM) {
      return Arrays.stream(frequencies(counts)).map(frequency -> 1 / frequency).toArray();
    }
  },
  /**
   * {@code R(L)^2 / L}, which makes the loss {@code cross_entropy(F + log L - 2 log R(L), y)}: the
   * inverse softmax loss of SADE's third expert (Zhang et al., Self-Supervised Aggregation of
   * Diverse Experts for Test-Agnostic Long-Tailed Recognition, 2022), with its factor of 2.
   */
  INVERSE_SOFTMAX {
    @Override
    public double[] of(long[] counts, boolean[] group, double rhoM) {
      double[] frequencies = frequencies(counts);
      double[] reversed = reversed(frequencies);
      double[] alpha = new double[counts.length];
      Arrays.setAll(alpha, y -> reversed[y] * reversed[y] / frequencies[y]);
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

  /** {@code L}: the share of the training images that each class has. */
  private static double[] frequencies(long[] counts) {
    double total = Arrays.stream(counts).sum();
    return Arrays.stream(counts).mapToDouble(count -> count / total).toArray();
  }

  /** {@code R(L)}: sorted and handed out in reverse order, ties by class index. */
  private static double[] reversed(double[] frequencies) {
    int[] ascending =
        IntStream.range(0, frequencies.length)
            .boxed()
            .sorted(Comparator.comparingDouble(y -> frequencies[y]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] reversed = new double[frequencies.length];
    for (int rank = 0; rank < ascending.length; rank++) {
      reversed[ascending[rank]] = frequencies[ascending[ascending.length - 1 - rank]];
    }
    return reversed;
  }
}
