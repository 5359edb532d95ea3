package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.longtail.images.Augmentation;
import org.longtail.images.Draws;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Tensor;

@Tag("elsewhere")
class NetworkTest {

  private static final NetworkSpec NARROW =
      new NetworkSpec("cifar_resnet", 8, 1, 2, TinyNetworks.INPUT);

  @Test
  void tensorsThatAreLoadedComeBackBitForBit() {
    List<Tensor> tensors = randomTensors();

    try (Network network = TinyNetworks.with(TinyNetworks.SPEC, tensors)) {
      assertThat(network.tensors()).extracting(Tensor::name).isEqualTo(names(tensors));
      for (Tensor tensor : tensors) {
        assertThat(TinyNetworks.bits(network))
            .containsEntry(tensor.name(), TinyNetworks.bits(tensor));
      }
    }
  }

  @Test
  void tensorsAreLoadedByNameInAnyOrder() {
    List<Tensor> tensors = randomTensors();
    List<Tensor> reversed = new ArrayList<>(tensors);
    Collections.reverse(reversed);

    try (Network network = TinyNetworks.with(TinyNetworks.SPEC, tensors);
        Network other = TinyNetworks.with(TinyNetworks.SPEC, reversed)) {
      assertThat(TinyNetworks.bits(other)).isEqualTo(TinyNetworks.bits(network));
    }
  }

  @Test
  void aMissingTensorIsRefusedByName() {
    List<Tensor> tensors = randomTensors();
    tensors.removeIf(tensor -> tensor.name().equals("layer2.0.bn1.bias"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TinyNetworks.with(TinyNetworks.SPEC, tensors))
        .withMessageContaining("'layer2.0.bn1.bias'");
  }

  @Test
  void anExtraTensorIsRefusedByName() {
    List<Tensor> tensors = randomTensors();
    tensors.add(new Tensor("layer9.weight", new long[] {1}, new float[1]));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TinyNetworks.with(TinyNetworks.SPEC, tensors))
        .withMessageContaining("[layer9.weight]");
  }

  @Test
  void aTensorOfAnotherShapeIsRefusedByNameAndShapes() {
    List<Tensor> tensors = randomTensors();
    tensors.replaceAll(
        tensor ->
            tensor.name().equals("fc.weight")
                ? new Tensor("fc.weight", new long[] {8, 4}, tensor.values())
                : tensor);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TinyNetworks.with(TinyNetworks.SPEC, tensors))
        .withMessage("tensor 'fc.weight': shape [8, 4], the network has (4, 8)");
  }

  @Test
  void anUnknownArchitectureIsRefusedWithThoseThatThereAre() {
    NetworkSpec unknown = new NetworkSpec("resnet_50", 50, 64, 4, TinyNetworks.INPUT);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Architectures.initialise(unknown, 1))
        .withMessage("no network 'resnet_50'; there are cifar_resnet and resnet");
  }

  @Test
  void convolutionsAndTheLinearLayerAreDecoupledAndNothingElse() {
    try (Network network = TinyNetworks.initialised(1)) {
      assertThat(network.decoupled())
          .extracting(NamedParameter::name)
          .containsExactlyElementsOf(
              network.tensors().stream()
                  .filter(tensor -> tensor.shape().length >= 2)
                  .map(Tensor::name)
                  .toList());
    }
  }

  @Test
  void runningStatisticsAreNotTrained() {
    try (Network network = TinyNetworks.initialised(1)) {
      assertThat(network.trained())
          .extracting(NamedParameter::name)
          .containsExactlyElementsOf(
              names(network.tensors()).stream().filter(name -> !name.contains("running")).toList());
    }
  }

  @Test
  void clearingSetsExactlyThePositionsToZero() {
    try (Network network = TinyNetworks.initialised(1)) {
      float[] expected = TinyNetworks.tensor(network, "fc.weight").values().clone();
      expected[3] = 0;
      expected[17] = 0;
      BitSet positions = new BitSet();
      positions.set(3);
      positions.set(17);

      network.clear("fc.weight", positions);

      assertThat(TinyNetworks.tensor(network, "fc.weight").values()).containsExactly(expected);
    }
  }

  @Test
  void clearingATensorThatIsNotThereIsRefused() {
    try (Network network = TinyNetworks.initialised(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.clear("fc.scale", new BitSet()))
          .withMessageContaining("'fc.scale'");
    }
  }

  @Test
  void trainingMovesRunningMeansATenthOfTheWayToTheBatch() {
    Batch batch = trainedOn(64);

    assertThat(batch.runningMean()).isCloseTo(0.1 * mean(batch.pixels()), within(1e-6));
  }

  @Test
  void trainingMovesRunningVariancesATenthOfTheWayToTheUnbiasedVariance() {
    Batch batch = trainedOn(2);

    double mean = mean(batch.pixels());
    double unbiased =
        Arrays.stream(batch.pixels()).map(pixel -> Math.pow(pixel - mean, 2)).sum()
            / (batch.pixels().length - 1);
    assertThat(batch.runningVariance()).isCloseTo(0.9 + 0.1 * unbiased, within(1e-6));
  }

  @Test
  void evaluationLeavesTheNetworkAsItIs() {
    try (Network network = TinyNetworks.initialised(1);
        NDManager manager = network.newBatch();
        GradientScope.Pause pause = GradientScope.pause()) {
      Map<String, List<Integer>> before = TinyNetworks.bits(network);

      network.logits(
          TinyNetworks.batches(Augmentation.NONE).plain(manager, new int[] {0, 30, 57}), false);

      assertThat(TinyNetworks.bits(network)).isEqualTo(before);
    }
  }

  /** What the first batch norm saw, its pixels, and what it made of them. */
  private record Batch(double[] pixels, double runningMean, double runningVariance) {}

  /** Runs a batch through a network whose first convolution hands on the pixels as they are. */
  private static Batch trainedOn(int size) {
    float[] identity = new float[9];
    identity[4] = 1;
    List<Tensor> tensors = new ArrayList<>(Architectures.initialise(NARROW, 1));
    tensors.set(0, tensors.get(0).withValues(identity));
    try (Network network = TinyNetworks.with(NARROW, tensors);
        NDManager manager = network.newBatch();
        GradientScope.Pause pause = GradientScope.pause()) {
      int[] which = IntStream.range(0, size).map(i -> i % 58).toArray();
      NDArray images = TinyNetworks.batches(Augmentation.NONE).plain(manager, which);

      network.logits(images, true);

      float[] floats = images.toFloatArray();
      return new Batch(
          IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray(),
          TinyNetworks.tensor(network, "bn1.running_mean").values()[0],
          TinyNetworks.tensor(network, "bn1.running_var").values()[0]);
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static List<String> names(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::name).toList();
  }

  private static List<Tensor> randomTensors() {
    Draws draws = Draws.of(1, "tensors");
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : Architectures.initialise(TinyNetworks.SPEC, 1)) {
      float[] values = new float[tensor.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = draws.gaussian();
      }
      values[0] = -0f;
      tensors.add(tensor.withValues(values));
    }
    return tensors;
  }
}
