package org.longtail.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Plain ascent of {@code 3 lambda_1 + lambda_2}, step by step. */
class SimplexAscentTest {

  private static final double[] SLOPE = {3, 1, 0};

  @Test
  void withoutAStepLambdaIsUniform() {
    assertThat(from(0, 1)).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-15));
  }

  /** From 1/3 each, the mean slope is 4/3: the free weights become rate / 3 (3 - 4/3, ...). */
  @Test
  void aStepIsTheRateTimesTheGradientOfTheFreeWeights() {
    double rate = 0.7;

    double[] lambda = from(1, rate);

    assertThat(Math.log(lambda[0] / lambda[1])).isCloseTo(rate / 3 * 2, within(1e-12));
    assertThat(Math.log(lambda[1] / lambda[2])).isCloseTo(rate / 3, within(1e-12));
  }

  /** Of weights that differ, each moves by its own lambda. */
  @Test
  void theNextStepGoesOnFromThere() {
    double[] one = from(1, 0.7);
    double mean = 3 * one[0] + one[1];

    double[] two = from(2, 0.7);

    assertThat(Math.log(two[0] / two[1]) - Math.log(one[0] / one[1]))
        .isCloseTo(0.7 * (one[0] * (3 - mean) - one[1] * (1 - mean)), within(1e-12));
  }

  private static double[] from(int steps, double rate) {
    return SimplexAscent.from(
        3,
        steps,
        rate,
        (lambda, gradient) -> {
          for (int t = 0; t < 3; t++) {
            gradient[t] += SLOPE[t];
          }
        });
  }
}
