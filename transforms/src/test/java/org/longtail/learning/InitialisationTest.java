package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.arrow.Tensor;

@Tag("elsewhere")
class InitialisationTest {

  private static final Tensor CONVOLUTION = tensor("conv1.weight", 16, 8, 3, 3);

  /** From a second implementation in Python. */
  @Test
  void theValuesOfASeedAreTheSameOnAnyMachine() {
    assertThat(values(tensor("fc.weight", 1, 4), 1, 2))
        .containsExactly(
            new float[] {0.018936058f, -0.3134074f, 0.13239095f, -0.2865111f}, within(1e-7f));
  }

  @Test
  void theSameSeedStageAndNameGiveTheSameValues() {
    assertThat(values(CONVOLUTION, 1, 1)).containsExactly(values(CONVOLUTION, 1, 1));
  }

  @Test
  void theValuesDoNotDependOnTheOtherTensors() {
    List<Tensor> many = List.of(tensor("fc.weight", 4, 8), tensor("fc.bias", 4), CONVOLUTION);

    assertThat(Initialisation.of(many, 1, 1).get(2).values())
        .containsExactly(values(CONVOLUTION, 1, 1));
  }

  @Test
  void theValuesDoNotDependOnThoseBefore() {
    float[] ones = new float[CONVOLUTION.values().length];
    Arrays.fill(ones, 1f);

    assertThat(values(CONVOLUTION.withValues(ones), 1, 1))
        .containsExactly(values(CONVOLUTION, 1, 1));
  }

  @Test
  void anotherSeedGivesOtherValues() {
    assertThat(values(CONVOLUTION, 2, 1)).isNotEqualTo(values(CONVOLUTION, 1, 1));
  }

  @Test
  void anotherStageGivesOtherValues() {
    assertThat(values(CONVOLUTION, 1, 2)).isNotEqualTo(values(CONVOLUTION, 1, 1));
  }

  @Test
  void anotherNameGivesOtherValues() {
    Tensor other = new Tensor("conv2.weight", CONVOLUTION.shape(), CONVOLUTION.values());

    assertThat(values(other, 1, 1)).isNotEqualTo(values(CONVOLUTION, 1, 1));
  }

  @Test
  void convolutionsHaveTheVarianceTwoOverFanOut() {
    float[] values = values(tensor("conv1.weight", 64, 32, 3, 3), 1, 1);

    double variance =
        IntStream.range(0, values.length).mapToDouble(i -> values[i] * values[i]).sum()
            / values.length;
    assertThat(variance * (64 * 3 * 3) / 2).isCloseTo(1, within(0.05));
  }

  @Test
  void linearLayersAndTheirBiasesLieWithinOneOverTheRootOfFanIn() {
    List<Tensor> linear =
        Initialisation.of(List.of(tensor("fc.weight", 200, 16), tensor("fc.bias", 200)), 1, 1);

    for (Tensor tensor : linear) {
      assertThat(largest(tensor.values())).as(tensor.name()).isBetween(0.24, 0.25);
    }
  }

  @Test
  void batchNormBeginsAsTheIdentity() {
    List<Tensor> norm =
        List.of(
            tensor("bn1.weight", 2),
            tensor("bn1.bias", 2),
            tensor("bn1.running_mean", 2),
            tensor("bn1.running_var", 2));

    assertThat(Initialisation.of(norm, 1, 1))
        .extracting(Tensor::values)
        .containsExactly(
            new float[] {1, 1}, new float[] {0, 0}, new float[] {0, 0}, new float[] {1, 1});
  }

  private static float[] values(Tensor tensor, long seed, int stage) {
    return Initialisation.of(List.of(tensor), seed, stage).get(0).values();
  }

  private static double largest(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElse(0);
  }

  private static Tensor tensor(String name, long... shape) {
    int size = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    return new Tensor(name, shape, new float[size]);
  }
}
