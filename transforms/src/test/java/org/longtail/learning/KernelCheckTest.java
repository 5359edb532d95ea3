package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.environment.Processor;

class KernelCheckTest {

  private static final AtomicInteger SIZE = new AtomicInteger(5);

  /** Each network has a size of its own: what has passed is not checked again. */
  private final int features = SIZE.incrementAndGet();

  private static final NetworkSpec DEEP =
      new NetworkSpec("cifar_resnet", 32, 2, 4, TinyNetworks.INPUT);

  @Test
  void aNetworkWhoseKernelsAreRightPassesCloseToDoublePrecision() {
    try (Network network = TinyNetworks.initialised(1)) {
      assertThat(KernelCheck.require(network).orElseThrow()).isBetween(0.0, 1e-5);
    }
  }

  @Test
  void theNetworkStaysAsItIs() {
    try (Network network = faulty(output -> output)) {
      Map<String, List<Integer>> before = TinyNetworks.bits(network);

      KernelCheck.require(network);

      assertThat(TinyNetworks.bits(network)).isEqualTo(before);
      assertThat(Gradients.take(network))
          .allSatisfy(gradient -> assertThat(gradient.values()).containsOnly(0f));
    }
  }

  @Test
  void aKernelThatIsOffIsRefusedWithEngineProcessorLayerAndWhatHelps() {
    try (Network network = faulty(output -> output.mul(1.01f))) {
      assertThatThrownBy(() -> KernelCheck.require(network))
          .isInstanceOf(TrainingException.class)
          .hasMessageStartingWith("PyTorch ")
          .hasMessageContaining("computes layer 'faulty' wrongly")
          .hasMessageContaining(Processor.current().model())
          .hasMessageContaining("its output is off by 0.010 of its largest value")
          .hasMessageContaining("ONEDNN_MAX_CPU_ISA=SSE41");
    }
  }

  @Test
  void aKernelThatGivesNoNumbersIsRefused() {
    try (Network network = faulty(output -> output.mul(Float.NaN))) {
      assertThatExceptionOfType(TrainingException.class)
          .isThrownBy(() -> KernelCheck.require(network))
          .withMessageContaining("layer 'faulty'")
          .withMessageContaining("is not a number");
    }
  }

  @Test
  void aKernelThatGivesOtherBitsTheSecondTimeIsRefusedThoughBothAreClose() {
    int[] calls = {0};
    try (Network network =
        faulty(output -> output.mul(calls[0]++ % 2 == 0 ? 1f : Math.nextUp(1f)))) {
      assertThatExceptionOfType(TrainingException.class)
          .isThrownBy(() -> KernelCheck.require(network))
          .withMessageContaining("its output is another one when the same numbers are computed");
    }
  }

  @Test
  void aGradientThatIsOffIsRefusedThoughTheOutputIsRight() {
    try (Network network =
        faulty(output -> output.mul(2f).sub(output.duplicate().stopGradient()))) {
      assertThatExceptionOfType(TrainingException.class)
          .isThrownBy(() -> KernelCheck.require(network))
          .withMessageContaining("its gradient to its input is off by 1.0 of");
    }
  }

  @Test
  void aLayerThatIsTrainedIsAnotherOneThanTheSameFrozen() {
    try (Network network = faulty(output -> output)) {
      String trained = network.layers().get(0).shapes();

      network.freezeAllBut(Set.of("fc.weight"));

      assertThat(network.layers().get(0).shapes()).isNotEqualTo(trained);
    }
  }

  @Test
  void imagesOfAnySizeAreCheckedWithinTheMemoryOfASmallHeap() {
    NetworkSpec large =
        new NetworkSpec(
            "resnet",
            18,
            64,
            4,
            new NetworkSpec.Input(3, 1024, 1024, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)));
    try (Network network = TinyNetworks.with(large, Architectures.initialise(large, 1))) {
      assertThat(network.layers().get(1).probes(network, DataType.FLOAT32))
          .allSatisfy(probe -> assertThat(probe.values()).hasSizeLessThan(2_000_001));
    }
  }

  @Test
  void trainingBeginsWithTheCheck() {
    try (Network network = faulty(output -> output.mul(1.01f))) {
      TaylorImportance importance = new TaylorImportance(network, CompensationLoss.crossEntropy(2));

      assertThatExceptionOfType(TrainingException.class)
          .isThrownBy(() -> importance.gradients(0, (label, visitor) -> {}));
    }
  }

  @Test
  void aLayerIsCheckedOnceHoweverOftenItsLikeStandsInTheNetwork() {
    try (Network network = TinyNetworks.with(DEEP, Architectures.initialise(DEEP, 1))) {
      List<String> shapes = network.layers().stream().map(Layer::shapes).toList();

      assertThat(shapes).hasSizeGreaterThan(60);
      assertThat(new HashSet<>(shapes)).hasSizeLessThan(20);
    }
  }

  /**
   * A network whose first layer is at fault.
   *
   * @param fault what its kernel in single precision makes of the output
   */
  private Network faulty(UnaryOperator<NDArray> fault) {
    Linear faulty = new FaultyLinear(features, fault);
    Linear linear = Linear.builder().setUnits(2).build();
    Map<String, Parameter> names = new LinkedHashMap<>();
    names.put("faulty.weight", faulty.getDirectParameters().get("weight"));
    names.put("faulty.bias", faulty.getDirectParameters().get("bias"));
    names.put("fc.weight", linear.getDirectParameters().get("weight"));
    names.put("fc.bias", linear.getDirectParameters().get("bias"));
    return Network.of(
        new SequentialBlock().add(faulty).add(linear),
        names,
        new Shape(1, features),
        DataType.FLOAT32);
  }

  /** A layer with a fault that double precision does not have. */
  private static final class FaultyLinear extends Linear {

    private final UnaryOperator<NDArray> fault;

    FaultyLinear(int features, UnaryOperator<NDArray> fault) {
      super(Linear.builder().setUnits(features));
      this.fault = fault;
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        @Nullable PairList<String, Object> more) {
      NDArray output = super.forwardInternal(store, inputs, training, more).singletonOrThrow();
      return new NDList(output.getDataType() == DataType.FLOAT32 ? fault.apply(output) : output);
    }
  }
}
