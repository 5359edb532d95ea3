package org.longtail.transforms.scoring;

import java.util.Arrays;
import java.util.Locale;
import org.longtail.schemas.arrow.SamplingFile;

/**
 * Post-hoc logit adjustment (Menon et al., Long-Tail Learning via Logit Adjustment, 2021): the
 * label frequencies of the training images are taken out of a prediction again.
 *
 * <pre>
 * log p'(y) = log p(y) - tau * log L[y] + constant
 * </pre>
 */
final class LogitAdjustment {

  /** Leaves every prediction as it is. */
  static final LogitAdjustment NONE = new LogitAdjustment(new double[0]);

  /** {@code tau * log L[y]}, {@code [classes]}; empty for none. */
  private final double[] offsets;

  private LogitAdjustment(double[] offsets) {
    this.offsets = offsets;
  }

  /**
   * The adjustment for a training split.
   *
   * @param tau how much of the frequencies to take out, at least 0
   * @param sampling says how many training images there are of each class
   */
  static LogitAdjustment of(double tau, SamplingFile sampling) {
    if (tau == 0) {
      return NONE;
    }
    double images = sampling.classes().stream().mapToLong(SamplingFile.Row::count).sum();
    return new LogitAdjustment(
        sampling.classes().stream()
            .mapToDouble(y -> tau * StrictMath.log(y.count() / images))
            .toArray());
  }

  /**
   * An adjusted prediction.
   *
   * @param probabilities {@code [classes]}, summing to 1
   * @return {@code [classes]}, summing to 1
   * @throws IllegalArgumentException if the training split had other classes
   */
  double[] of(double[] probabilities) {
    if (offsets.length == 0) {
      return probabilities;
    }
    if (offsets.length != probabilities.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input 'sampling' has %d classes, but the sub-models predict %d; connect the sampling that they were trained with",
              offsets.length,
              probabilities.length));
    }
    double[] adjusted = new double[probabilities.length];
    Arrays.setAll(adjusted, y -> StrictMath.log(probabilities[y]) - offsets[y]);
    return Softmax.of(adjusted);
  }
}
