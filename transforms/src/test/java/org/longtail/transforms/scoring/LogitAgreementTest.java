package org.longtail.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LogitAgreementTest {

  private static final int CLASSES = 4;
  private static final int STAGES = 3;
  private static final double[] LAMBDA = {0.2, 0.3, 0.5};
  private static final double STEP = 1e-5;

  /** Logits of three sub-models. */
  @Provide
  Arbitrary<float[][]> view() {
    Arbitrary<List<Double>> row = Arbitraries.doubles().between(-8, 8).list().ofSize(CLASSES);
    return row.list()
        .ofSize(STAGES)
        .map(rows -> rows.stream().map(LogitAgreementTest::floats).toArray(float[][]::new));
  }

  @Property(tries = 200)
  void theGradientIsTheSlopeOfTheCosine(
      @ForAll("view") float[][] first, @ForAll("view") float[][] second) {
    LogitAgreement image = new LogitAgreement(first, second);
    double[] gradient = new double[STAGES];
    image.addGradient(LAMBDA, gradient);

    for (int t = 0; t < STAGES; t++) {
      double[] above = LAMBDA.clone();
      double[] below = LAMBDA.clone();
      above[t] += STEP;
      below[t] -= STEP;
      double slope = (image.cosine(above) - image.cosine(below)) / (2 * STEP);
      assertThat(gradient[t]).isCloseTo(slope, within(1e-6));
    }
  }

  @Property(tries = 100)
  void theCosineIsThatOfTheSoftmaxesOfTheWeightedLogits(
      @ForAll("view") float[][] first, @ForAll("view") float[][] second) {
    double dot = 0;
    double square1 = 0;
    double square2 = 0;
    for (int k = 0; k < CLASSES; k++) {
      double y1 = softmax(first, k);
      double y2 = softmax(second, k);
      dot += y1 * y2;
      square1 += y1 * y1;
      square2 += y2 * y2;
    }

    assertThat(new LogitAgreement(first, second).cosine(LAMBDA))
        .isCloseTo(dot / Math.sqrt(square1 * square2), within(1e-12));
  }

  @Property(tries = 100)
  void smallStepsOfAscentNeverLowerTheCosine(
      @ForAll("view") float[][] first, @ForAll("view") float[][] second) {
    LogitAgreement image = new LogitAgreement(first, second);
    double before = image.cosine(SimplexAscent.from(STAGES, 0, 0.01, image));

    for (int steps = 1; steps <= 20; steps++) {
      double after = image.cosine(SimplexAscent.from(STAGES, steps, 0.01, image));
      assertThat(after).isGreaterThanOrEqualTo(before - 1e-12);
      before = after;
    }
  }

  @Property(tries = 200)
  void lambdaLiesOnTheSimplexAfterAnyStepsAtAnyRate(
      @ForAll("view") float[][] first,
      @ForAll("view") float[][] second,
      @ForAll @IntRange(max = 300) int steps,
      @ForAll @DoubleRange(min = 0.01, max = 1e4) double rate) {
    double[] lambda = SimplexAscent.from(STAGES, steps, rate, new LogitAgreement(first, second));

    assertThat(Arrays.stream(lambda)).allMatch(weight -> weight >= 0 && weight <= 1);
    assertThat(Arrays.stream(lambda).sum()).isCloseTo(1, within(1e-12));
  }

  @Property(tries = 100)
  void lambdaOfStochasticDescentLiesOnTheSimplex(
      @ForAll("view") float[][] first,
      @ForAll("view") float[][] second,
      @ForAll @IntRange(max = 20) int epochs,
      @ForAll @DoubleRange(min = 0.01, max = 1e4) double rate,
      @ForAll long seed) {
    SubModelOutputs outputs =
        new SubModelOutputs(Space.LOGITS, images(first), List.of(images(first), images(second)));

    double[] lambda = new MinibatchSgd(epochs, 1, rate, 0.05, seed).lambda(outputs);

    assertThat(Arrays.stream(lambda)).allMatch(weight -> weight >= 0 && weight <= 1);
    assertThat(Arrays.stream(lambda).sum()).isCloseTo(1, within(1e-12));
  }

  /** Two images, the second with the sub-models in another order, {@code [stages][images][]}. */
  private static float[][][] images(float[][] view) {
    float[][][] images = new float[STAGES][][];
    for (int t = 0; t < STAGES; t++) {
      images[t] = new float[][] {view[t], view[(t + 1) % STAGES]};
    }
    return images;
  }

  @Test
  void aLogitThatIsTheSameForAllClassesChangesNothing() {
    float[][] first = {{4, 1, 0, 0}, {0, 3, 0, 0}, {1, 1, 2, 0}};
    float[][] shifted = {{104, 101, 100, 100}, {0, 3, 0, 0}, {1, 1, 2, 0}};
    float[][] second = {{2, 2, 0, 0}, {0, 0, 3, 0}, {1, 0, 0, 5}};

    assertThat(new LogitAgreement(shifted, second).cosine(LAMBDA))
        .isCloseTo(new LogitAgreement(first, second).cosine(LAMBDA), within(1e-9));
  }

  private static double softmax(float[][] logits, int k) {
    double sum = 0;
    double wanted = 0;
    for (int j = 0; j < CLASSES; j++) {
      double logit = LAMBDA[0] * logits[0][j] + LAMBDA[1] * logits[1][j] + LAMBDA[2] * logits[2][j];
      sum += Math.exp(logit);
      wanted = j == k ? Math.exp(logit) : wanted;
    }
    return wanted / sum;
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }
}
