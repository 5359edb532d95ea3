package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.longtail.images.Augmentation;
import org.longtail.schemas.arrow.Tensor;

class AggregateImportanceTest {

  private static final int LABEL = 2;
  private static final Percentage FLOAT = Percentage.withPercentage(0.1);

  private final Network one = TinyNetworks.initialised(1);
  private final Network same = TinyNetworks.initialised(1);
  private final Network other = TinyNetworks.initialised(2);
  private final ClassBatches images =
      new ClassBatches(one, TinyNetworks.batches(Augmentation.NONE));

  @AfterEach
  void close() {
    one.close();
    same.close();
    other.close();
  }

  @Test
  void ofOneNetworkItIsTheMeanOfTheTaylorImportanceOfItsParameters() {
    List<Tensor> taylor =
        new TaylorImportance(one, new CompensationLoss(new double[] {1, 1, 1, 1}))
            .scores(new int[] {LABEL}, images);

    assertThat(importance(List.of(one), 1)).isCloseTo(mean(taylor), FLOAT);
  }

  @Test
  void aNetworkThatIsThereTwiceIsTheSameParametersOnce() {
    assertThat(importance(List.of(one, same), 0.5, 0.5))
        .isCloseTo(importance(List.of(one), 1), FLOAT);
  }

  @Test
  void aNetworkThatIsNotTrustedHalvesTheMeanByItsParametersWithoutImportance() {
    assertThat(importance(List.of(one, other), 1, 0))
        .isCloseTo(importance(List.of(one), 1) / 2, FLOAT);
  }

  @Test
  void theGradientIsThatOfTheCrossEntropyOfTheMixture() {
    Gradients.clear(one);
    Gradients.clear(other);
    int[] count = {0};
    images.forEach(
        LABEL,
        (batch, labels) -> {
          try (GradientScope scope = GradientScope.record()) {
            NDArray mixture =
                one.logits(batch, false)
                    .softmax(1)
                    .mul(0.25f)
                    .add(other.logits(batch, false).softmax(1).mul(0.75f));
            NDArray index =
                batch
                    .getManager()
                    .create(labels)
                    .toType(DataType.INT64, false)
                    .reshape(labels.length, 1);
            scope.backward(mixture.gather(index, 1).log().sum().neg());
          }
          count[0] += labels.length;
        });
    double expected =
        AggregateImportance.mean(
            List.of(one.decoupledTensors(), other.decoupledTensors()),
            List.of(Gradients.take(one), Gradients.take(other)),
            count[0]);

    assertThat(importance(List.of(one, other), 0.25, 0.75)).isCloseTo(expected, FLOAT);
  }

  @Test
  void positionsWithoutAWeightDoNotCount() {
    double mean =
        AggregateImportance.mean(
            List.of(List.of(tensor(2, 0, 3))), List.of(List.of(tensor(1, 9, 2))), 2);

    assertThat(mean).isCloseTo((1 * 1 + 3 * 3) / 2.0, within(1e-12));
  }

  @Test
  void gradientsOfAFrozenPositionAreAddedBeforeTheyAreSquared() {
    double mean =
        AggregateImportance.mean(
            List.of(List.of(tensor(2, 0)), List.of(tensor(2, 5))),
            List.of(List.of(tensor(1, 7)), List.of(tensor(3, 1))),
            1);

    assertThat(mean).isCloseTo((8 * 8 + 5 * 5) / 2.0, within(1e-12));
  }

  @Test
  void aClassWithoutAnImageIsRefused() {
    AggregateImportance importance = new AggregateImportance(List.of(one), new double[] {1}, 4);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> importance.of(LABEL, (label, visitor) -> {}))
        .withMessage("importance of class 2: it has no image");
  }

  private double importance(List<Network> networks, double... lambda) {
    return new AggregateImportance(networks, lambda, 4).of(LABEL, images);
  }

  private static double mean(List<Tensor> scores) {
    double sum = 0;
    long positions = 0;
    for (Tensor tensor : scores) {
      for (float value : tensor.values()) {
        sum += value;
      }
      positions += tensor.values().length;
    }
    return sum / positions;
  }

  private static Tensor tensor(float... values) {
    return new Tensor("fc.weight", new long[] {values.length}, values);
  }
}
