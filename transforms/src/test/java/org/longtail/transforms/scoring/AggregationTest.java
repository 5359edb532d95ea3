package org.longtail.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AggregationTest {

  private static final int STEPS = 50;
  private static final double RATE = 1.0;

  /** {@code [stages][images][classes]} of two sub-models, two images and two classes. */
  private static final float[][][] PLAIN = {{{0.9f, 0.1f}, {0.6f, 0.4f}}, {{0.2f, 0.8f}, {1, 0}}};

  private static final float[][][] FIRST = {
    {{0.8f, 0.2f}, {0.5f, 0.5f}}, {{0.3f, 0.7f}, {0.9f, 0.1f}}
  };
  private static final float[][][] SECOND = {
    {{0.4f, 0.6f}, {0.5f, 0.5f}}, {{0.3f, 0.7f}, {0.2f, 0.8f}}
  };

  @Test
  void averageTrustsEverySubModelAlikeWithoutAView() {
    double[][] lambdas = Aggregation.AVERAGE.lambdas(outputs(PLAIN, List.of()), STEPS, RATE);

    assertThat(lambdas).isDeepEqualTo(new double[][] {{0.5, 0.5}, {0.5, 0.5}});
  }

  @Test
  void instanceSolvesForEachImageAlone() {
    SubModelOutputs outputs = outputs(PLAIN, List.of(FIRST, SECOND));

    double[][] lambdas = Aggregation.INSTANCE.lambdas(outputs, STEPS, RATE);

    for (int image = 0; image < 2; image++) {
      assertThat(lambdas[image])
          .containsExactly(
              TestTimeLearning.of(ofImage(FIRST, image), ofImage(SECOND, image))
                  .solve(STEPS, RATE));
    }
    assertThat(lambdas[0]).isNotEqualTo(lambdas[1]);
  }

  @Test
  void instanceAveragesLambdaOverThePairsOfViews() {
    double[][] one = instance(List.of(FIRST, SECOND));
    double[][] other = instance(List.of(FIRST, PLAIN));

    double[][] both = instance(List.of(FIRST, SECOND, FIRST, PLAIN));

    for (int image = 0; image < 2; image++) {
      for (int t = 0; t < 2; t++) {
        assertThat(both[image][t]).isCloseTo((one[image][t] + other[image][t]) / 2, within(1e-12));
      }
    }
  }

  @Test
  void groupGivesEveryImageTheSameLambda() {
    double[][] lambdas = group(outputs(PLAIN, List.of(FIRST, SECOND)));

    assertThat(lambdas[1]).containsExactly(lambdas[0]);
    assertThat(lambdas[0][0] + lambdas[0][1]).isCloseTo(1, within(1e-12));
  }

  @Test
  void theGroupOfOneImageIsThatInstance() {
    SubModelOutputs alone =
        outputs(firstImage(PLAIN), List.of(firstImage(FIRST), firstImage(SECOND)));

    assertThat(group(alone)[0])
        .containsExactly(Aggregation.INSTANCE.lambdas(alone, STEPS, RATE)[0], within(1e-12));
  }

  @Test
  void aGroupOfEqualImagesDoesNotDependOnTheirNumber() {
    SubModelOutputs alone =
        outputs(firstImage(PLAIN), List.of(firstImage(FIRST), firstImage(SECOND)));
    SubModelOutputs twice =
        outputs(firstImageTwice(PLAIN), List.of(firstImageTwice(FIRST), firstImageTwice(SECOND)));

    assertThat(group(twice)[0]).containsExactly(group(alone)[0], within(1e-12));
  }

  private static SubModelOutputs outputs(float[][][] plain, List<float[][][]> views) {
    return new SubModelOutputs(Space.PROBABILITIES, plain, views);
  }

  private static float[][] ofImage(float[][][] outputs, int image) {
    return new float[][] {outputs[0][image], outputs[1][image]};
  }

  private static double[][] instance(List<float[][][]> views) {
    return Aggregation.INSTANCE.lambdas(outputs(PLAIN, views), STEPS, RATE);
  }

  private static double[][] group(SubModelOutputs outputs) {
    return Aggregation.GROUP.lambdas(outputs, STEPS, RATE);
  }

  private static float[][][] firstImage(float[][][] outputs) {
    return new float[][][] {{outputs[0][0]}, {outputs[1][0]}};
  }

  private static float[][][] firstImageTwice(float[][][] outputs) {
    return new float[][][] {{outputs[0][0], outputs[0][0]}, {outputs[1][0], outputs[1][0]}};
  }
}
