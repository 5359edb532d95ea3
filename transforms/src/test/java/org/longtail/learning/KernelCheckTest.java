package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.environment.Processor;

class KernelCheckTest {

  private static final int FEATURES = 6;

  @Test
  void aNetworkWhoseKernelsAreRightPassesCloseToDoublePrecision() {
    try (Network network = TinyNetworks.initialised(1)) {
      assertThat(KernelCheck.require(network).orElseThrow()).isBetween(0.0, 1e-5);
    }
  }

  @Test
  void theNetworkStaysAsItIs() {
    try (Network network = scaling(product -> product)) {
      Map<String, List<Integer>> before = TinyNetworks.bits(network);

      KernelCheck.require(network);

      assertThat(TinyNetworks.bits(network)).isEqualTo(before);
      assertThat(Gradients.take(network))
          .allSatisfy(gradient -> assertThat(gradient.values()).containsOnly(0f));
    }
  }

  @Test
  void aKernelThatIsOffIsRefusedWithEngineProcessorLayerAndWhatHelps() {
    try (Network network = scaling(product -> product.mul(1.01f))) {
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
    try (Network network = scaling(product -> product.mul(Float.NaN))) {
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
        scaling(product -> product.mul(calls[0]++ % 2 == 0 ? 1f : Math.nextUp(1f)))) {
      assertThatExceptionOfType(TrainingException.class)
          .isThrownBy(() -> KernelCheck.require(network))
          .withMessageContaining("its output is another one when the same numbers are computed");
    }
  }

  @Test
  void aGradientThatIsOffIsRefusedThoughTheOutputIsRight() {
    try (Network network =
        scaling(product -> product.mul(2f).sub(product.duplicate().stopGradient()))) {
      assertThatExceptionOfType(TrainingException.class)
          .isThrownBy(() -> KernelCheck.require(network))
          .withMessageContaining("its gradient to its input is off by 1.0 of");
    }
  }

  @Test
  void trainingBeginsWithTheCheck() {
    try (Network network = scaling(product -> product.mul(1.01f))) {
      TaylorImportance importance = new TaylorImportance(network, CompensationLoss.crossEntropy(2));

      assertThatExceptionOfType(TrainingException.class)
          .isThrownBy(() -> importance.gradients(0, (label, visitor) -> {}));
    }
  }

  /**
   * A network whose first layer scales each feature.
   *
   * @param fault what a kernel in single precision makes of the product
   */
  private static Network scaling(UnaryOperator<NDArray> fault) {
    Block faulty = new Scaling(fault);
    Linear linear = Linear.builder().setUnits(2).build();
    Map<String, Parameter> names = new LinkedHashMap<>();
    names.put("faulty.weight", faulty.getDirectParameters().valueAt(0));
    names.put("fc.weight", linear.getDirectParameters().get("weight"));
    names.put("fc.bias", linear.getDirectParameters().get("bias"));
    return Network.of(
        new SequentialBlock().add(faulty).add(linear),
        names,
        new Shape(1, FEATURES),
        DataType.FLOAT32);
  }

  /** A layer with a fault that double precision does not have. */
  private static final class Scaling extends AbstractBlock {

    private final UnaryOperator<NDArray> fault;
    private final Parameter weight;

    Scaling(UnaryOperator<NDArray> fault) {
      this.fault = fault;
      this.weight =
          addParameter(
              Parameter.builder()
                  .setName("weight" + System.identityHashCode(this))
                  .setType(Parameter.Type.WEIGHT)
                  .build());
    }

    @Override
    protected void prepare(Shape[] inputs) {
      weight.setShape(new Shape(inputs[0].get(1)));
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        @Nullable PairList<String, Object> more) {
      NDArray input = inputs.singletonOrThrow();
      NDArray product = input.mul(store.getValue(weight, input.getDevice(), training));
      return new NDList(product.getDataType() == DataType.FLOAT32 ? fault.apply(product) : product);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return inputs;
    }
  }
}
