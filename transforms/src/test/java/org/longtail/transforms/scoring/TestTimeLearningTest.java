package org.longtail.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TestTimeLearningTest {

  private static final int CLASSES = 4;
  private static final int STAGES = 3;

  /** Class probabilities of three sub-models. */
  @Provide
  Arbitrary<float[][]> view() {
    Arbitrary<List<Double>> row = Arbitraries.doubles().between(0.01, 1).list().ofSize(CLASSES);
    return row.list()
        .ofSize(STAGES)
        .map(rows -> rows.stream().map(TestTimeLearningTest::normalised).toArray(float[][]::new));
  }

  @Property(tries = 200)
  void lambdaLiesOnTheSimplex(
      @ForAll("view") float[][] first,
      @ForAll("view") float[][] second,
      @ForAll @IntRange(min = 0, max = 200) int steps,
      @ForAll @DoubleRange(min = 0.1, max = 10) double rate) {
    double[] lambda = TestTimeLearning.of(first, second).solve(steps, rate);

    assertThat(lambda).hasSize(STAGES);
    assertThat(Arrays.stream(lambda)).allMatch(weight -> weight >= 0 && weight <= 1);
    assertThat(Arrays.stream(lambda).sum()).isCloseTo(1, within(1e-12));
  }

  @Property(tries = 100)
  void withoutAStepLambdaIsUniform(
      @ForAll("view") float[][] first, @ForAll("view") float[][] second) {
    assertThat(TestTimeLearning.of(first, second).solve(0, 1.0)).containsOnly(1.0 / STAGES);
  }

  @Property(tries = 100)
  void viewsThatLookTheSameLeaveLambdaUniform(@ForAll("view") float[][] view) {
    assertThat(TestTimeLearning.of(view, view).solve(50, 1.0))
        .containsExactly(new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, within(1e-9));
  }

  @Property(tries = 100)
  void theOrderOfTheViewsDoesNotMatter(
      @ForAll("view") float[][] first, @ForAll("view") float[][] second) {
    assertThat(TestTimeLearning.of(first, second).solve(50, 1.0))
        .containsExactly(TestTimeLearning.of(second, first).solve(50, 1.0), within(1e-9));
  }

  @Property(tries = 100)
  void smallStepsNeverLowerTheCosine(
      @ForAll("view") float[][] first, @ForAll("view") float[][] second) {
    TestTimeLearning image = TestTimeLearning.of(first, second);
    double before = image.cosine(image.solve(0, 0.05));

    for (int steps = 1; steps <= 20; steps++) {
      double after = image.cosine(image.solve(steps, 0.05));
      assertThat(after).isGreaterThanOrEqualTo(before - 1e-12);
      before = after;
    }
  }

  @Property(tries = 100)
  void theCosineOfProbabilitiesIsAboveZeroAndAtMostOne(
      @ForAll("view") float[][] first, @ForAll("view") float[][] second) {
    assertThat(TestTimeLearning.of(first, second).cosine(new double[] {0.2, 0.3, 0.5}))
        .isPositive()
        .isLessThanOrEqualTo(1 + 1e-12);
  }

  @Property(tries = 100)
  void theGradientIsTheSlopeOfTheCosine(
      @ForAll("view") float[][] first, @ForAll("view") float[][] second) {
    TestTimeLearning image = TestTimeLearning.of(first, second);
    double[] gradient = new double[STAGES];
    image.addGradient(new double[] {0.2, 0.3, 0.5}, gradient);

    for (int t = 0; t < STAGES; t++) {
      double[] above = {0.2, 0.3, 0.5};
      double[] below = above.clone();
      above[t] += 1e-5;
      below[t] -= 1e-5;
      assertThat(gradient[t])
          .isCloseTo((image.cosine(above) - image.cosine(below)) / 2e-5, within(1e-6));
    }
  }

  @Test
  void aSubModelThatAgreesWithItselfIsTrustedMore() {
    float[][] first = {{0.8f, 0.1f, 0.1f}, {0.8f, 0.1f, 0.1f}};
    float[][] second = {{0.8f, 0.1f, 0.1f}, {0.1f, 0.1f, 0.8f}};

    assertThat(TestTimeLearning.of(first, second).solve(50, 1.0)[0]).isGreaterThan(0.9);
  }

  @Test
  void aSingleSubModelIsTrustedWholly() {
    float[][] first = {{0.8f, 0.2f}};
    float[][] second = {{0.3f, 0.7f}};

    assertThat(TestTimeLearning.of(first, second).solve(50, 1.0)).containsExactly(1.0);
  }

  private static float[] normalised(List<Double> weights) {
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    float[] row = new float[weights.size()];
    IntStream.range(0, row.length).forEach(y -> row[y] = (float) (weights.get(y) / sum));
    return row;
  }
}
