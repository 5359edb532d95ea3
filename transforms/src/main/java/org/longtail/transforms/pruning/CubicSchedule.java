package org.longtail.transforms.pruning;

import java.util.Locale;

/**
 * The pruning ratio over the steps of progressive pruning (equation 4): fast at first, slow at the
 * end.
 *
 * @param from ratio gamma_a before the first step, in [0, 1)
 * @param to ratio gamma_b after the last step, at least {@code from}, below 1
 * @param steps number of steps Δt, at least 1
 */
public record CubicSchedule(double from, double to, int steps) {

  public CubicSchedule {
    if (!(from >= 0 && from <= to && to < 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "pruning from gamma %s to %s: must be 0 <= from <= to < 1", from, to));
    }
    if (steps < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "pruning in %d steps: at least 1", steps));
    }
  }

  /**
   * {@code gamma_t = gamma_b + (gamma_a - gamma_b)(1 - t/Δt)^3}.
   *
   * @param step t in 1..Δt
   */
  public double at(int step) {
    double left = 1 - (double) step / steps;
    return to + (from - to) * left * left * left;
  }
}
