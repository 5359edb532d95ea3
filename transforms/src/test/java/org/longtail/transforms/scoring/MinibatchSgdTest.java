package org.longtail.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinibatchSgdTest {

  private static final double RATE = 0.1;

  /** Logits {@code [stages][images][classes]}: only the second sub-model changes its mind. */
  private static final float[][][] FIRST = {
    {{3, 0}, {0, 2}, {2, 0}, {0, 3}}, {{1, 0}, {0, 2}, {1, 0}, {0, 1}}
  };

  private static final float[][][] SECOND = {
    {{3, 0}, {0, 2}, {2, 0}, {0, 3}}, {{0, 2}, {1, 0}, {0, 1}, {2, 0}}
  };

  private static final SubModelOutputs OUTPUTS =
      new SubModelOutputs(Space.LOGITS, FIRST, List.of(FIRST, SECOND));

  @Test
  void theSubModelThatAgreesWithItselfIsTrustedMore() {
    double[] lambda = new MinibatchSgd(20, 2, RATE, 0, 1).lambda(OUTPUTS);

    assertThat(lambda[0]).isGreaterThan(0.6);
    assertThat(lambda[0] + lambda[1]).isCloseTo(1, within(1e-12));
  }

  @Test
  void aFirstUpdateOfTheWholeSetIsNesterovsStepAlongTheMeanGradient() {
    double[] gradient = new double[2];
    for (int image = 0; image < 4; image++) {
      OUTPUTS.agreement(0, image).addGradient(new double[] {0.5, 0.5}, gradient);
    }
    double slope = 0.25 * (gradient[0] - gradient[1]) / 4;

    double[] lambda = new MinibatchSgd(1, 4, RATE, 0, 1).lambda(OUTPUTS);

    // From 0, momentum makes the first step 1.9 times as long, and there is nothing to decay.
    assertThat(Math.log(lambda[0] / lambda[1])).isCloseTo(2 * RATE * 1.9 * slope, within(1e-12));
  }

  /** The orders are from a second implementation in Python: 2, 1, 3, 0 and 0, 1, 3, 2. */
  @Test
  void anUpdateFollowsNesterovWithDecayImageByImageInTheOrderOfTheSeed() {
    double[] free = new double[2];
    double[] velocity = new double[2];
    for (int image : new int[] {2, 1, 3, 0, 0, 1, 3, 2}) {
      double one = 1 / (1 + Math.exp(free[1] - free[0]));
      double[] gradient = new double[2];
      OUTPUTS.agreement(0, image).addGradient(new double[] {one, 1 - one}, gradient);
      double slope = one * (1 - one) * (gradient[0] - gradient[1]);
      for (int t = 0; t < 2; t++) {
        double step = (t == 0 ? -slope : slope) + 5e-4 * free[t];
        velocity[t] = 0.9 * velocity[t] + step;
        free[t] -= RATE * (step + 0.9 * velocity[t]);
      }
    }

    double[] lambda = new MinibatchSgd(2, 1, RATE, 0, 1).lambda(OUTPUTS);

    assertThat(lambda[0]).isCloseTo(1 / (1 + Math.exp(free[1] - free[0])), within(1e-12));
  }

  @Test
  void passesEndAfterOneThatLeftAWeightUnderTheLimit() {
    double[] one = new MinibatchSgd(1, 2, 5, 0, 1).lambda(OUTPUTS);
    double least = Arrays.stream(one).min().orElseThrow();

    assertThat(new MinibatchSgd(5, 2, 5, least + 1e-6, 1).lambda(OUTPUTS)).containsExactly(one);
    assertThat(new MinibatchSgd(5, 2, 5, least - 1e-6, 1).lambda(OUTPUTS)).isNotEqualTo(one);
  }

  @Test
  void eachPassTakesTheNextPairOfViews() {
    SubModelOutputs swapped =
        new SubModelOutputs(Space.LOGITS, FIRST, List.of(FIRST, FIRST, FIRST, SECOND));

    // Two equal views agree whatever lambda is, so that the first pass changes nothing.
    assertThat(new MinibatchSgd(1, 4, RATE, 0, 1).lambda(swapped))
        .containsExactly(new double[] {0.5, 0.5}, within(1e-12));
    assertThat(new MinibatchSgd(2, 4, RATE, 0, 1).lambda(swapped))
        .containsExactly(new MinibatchSgd(1, 4, RATE, 0, 1).lambda(OUTPUTS), within(1e-9));
  }

  @Test
  void theOrderOfTheImagesComesFromTheSeed() {
    MinibatchSgd sgd = new MinibatchSgd(3, 1, RATE, 0, 1);

    assertThat(sgd.lambda(OUTPUTS)).containsExactly(sgd.lambda(OUTPUTS));
    assertThat(new MinibatchSgd(3, 1, RATE, 0, 2).lambda(OUTPUTS))
        .isNotEqualTo(sgd.lambda(OUTPUTS));
  }
}
