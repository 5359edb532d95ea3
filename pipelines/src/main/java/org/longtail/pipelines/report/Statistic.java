package org.longtail.pipelines.report;

import java.util.Collection;
import java.util.Locale;

/**
 * Mean and spread of a measurement that was repeated.
 *
 * @param mean of the values
 * @param deviation standard deviation of the sample, with {@code count - 1} in the denominator; NaN
 *     for a single value
 * @param count number of values, at least 1
 */
public record Statistic(double mean, double deviation, int count) {

  /** The statistic of some values, at least one. */
  public static Statistic of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a statistic needs at least one value");
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.size();
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    // 0 / 0 is NaN: one value has no spread.
    return new Statistic(mean, Math.sqrt(squares / (values.size() - 1)), values.size());
  }

  /** As {@code mean ± deviation}, with one digit after the point. */
  @Override
  public String toString() {
    return text(1);
  }

  /** As {@code mean ± deviation}, with some digits after the point; of one value, that alone. */
  public String text(int digits) {
    String number = "%." + digits + "f";
    return count == 1
        ? String.format(Locale.ROOT, number, mean)
        : String.format(Locale.ROOT, number + " ± " + number, mean, deviation);
  }
}
