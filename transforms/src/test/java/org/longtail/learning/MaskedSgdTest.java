package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.longtail.images.Augmentation;
import org.longtail.images.Draws;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;

class MaskedSgdTest {

  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 0.05;
  private static final double RATE = 0.03;
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(8, MOMENTUM, WEIGHT_DECAY, Augmentation.NONE);

  private final CompensationLoss loss = new CompensationLoss(new double[] {1, 1, 1, 1});

  @Test
  void fixedPositionsStayBitEqualOverManyUpdates() {
    try (Network network = TinyNetworks.with(TinyNetworks.SPEC, withNegativeZeros())) {
      FreePositions free = everyThirdPosition(network);
      List<List<Integer>> before = fixed(network, free);

      update(network, free, 40);

      assertThat(before).hasSize(network.decoupled().size());
      assertThat(fixed(network, free)).isEqualTo(before);
    }
  }

  @Test
  void fixedPositionsStayBitEqualWhenGradientsAreInfinite() {
    try (Network network = TinyNetworks.initialised(1);
        MaskedSgd sgd = new MaskedSgd(network, everyThirdPosition(network), SETTINGS)) {
      FreePositions free = everyThirdPosition(network);
      List<List<Integer>> before = fixed(network, free);
      backward(network, 0);
      try (GradientScope.Pause pause = GradientScope.pause()) {
        for (NamedParameter parameter : network.decoupled()) {
          try (NDArray gradient = parameter.array().getGradient()) {
            gradient.addi(Float.POSITIVE_INFINITY);
          }
        }
      }

      sgd.step(RATE);

      assertThat(fixed(network, free)).isEqualTo(before);
    }
  }

  @Test
  void freePositionsMoveByMomentumAndWeightDecay() {
    try (Network network = TinyNetworks.initialised(1)) {
      FreePositions free = everyThirdPosition(network);
      List<PlainSgd> expected =
          network.trained().stream()
              .map(parameter -> new PlainSgd(parameter, free.of(parameter.name())))
              .toList();

      try (MaskedSgd sgd = new MaskedSgd(network, free, SETTINGS)) {
        for (int step = 0; step < 5; step++) {
          backward(network, step);
          expected.forEach(PlainSgd::step);
          sgd.step(RATE);
        }
      }

      for (PlainSgd tensor : expected) {
        assertThat(tensor.parameter.array().toFloatArray())
            .as(tensor.parameter.name())
            .containsExactly(tensor.weights, within(1e-6f));
      }
    }
  }

  @Test
  void tensorsThatAreNotDecoupledAreAlwaysTrainedWhole() {
    try (Network network = TinyNetworks.initialised(1)) {
      List<Tensor> before = network.tensors();
      FreePositions nothing = FreePositions.all(network).without(wholeMasks(network));

      update(network, nothing, 1);

      for (Tensor tensor : before) {
        List<Integer> after = TinyNetworks.bits(TinyNetworks.tensor(network, tensor.name()));
        assertThat(after.equals(TinyNetworks.bits(tensor)))
            .as("%s is unchanged", tensor.name())
            .isEqualTo(tensor.shape().length >= 2);
      }
    }
  }

  @Test
  void anUpdateUsesItsGradientsUp() {
    try (Network network = TinyNetworks.initialised(1);
        MaskedSgd sgd = new MaskedSgd(network, FreePositions.all(network), SETTINGS)) {
      backward(network, 0);

      sgd.step(RATE);

      for (NamedParameter parameter : network.trained()) {
        assertThat(gradient(parameter)).containsOnly(0f);
      }
    }
  }

  private void update(Network network, FreePositions free, int updates) {
    try (MaskedSgd sgd = new MaskedSgd(network, free, SETTINGS)) {
      for (int step = 0; step < updates; step++) {
        backward(network, step);
        sgd.step(RATE);
      }
    }
  }

  private void backward(Network network, int step) {
    ImageBatches batches = TinyNetworks.batches(Augmentation.NONE);
    int[] which = {step % 58, (step + 20) % 58, (step + 40) % 58};
    try (NDManager manager = network.newBatch();
        GradientScope gradients = GradientScope.record()) {
      NDArray images = batches.plain(manager, which);
      gradients.backward(loss.mean(network.logits(images, true), batches.labels(which)));
    }
  }

  private static float[] gradient(NamedParameter parameter) {
    try (NDArray gradient = parameter.array().getGradient()) {
      return gradient.toFloatArray();
    }
  }

  /** The bits of the positions of each decoupled tensor that are not free. */
  private static List<List<Integer>> fixed(Network network, FreePositions free) {
    return free.toMasks(network).stream()
        .map(mask -> fixed(TinyNetworks.bits(TinyNetworks.tensor(network, mask.name())), mask))
        .toList();
  }

  private static List<Integer> fixed(List<Integer> bits, Mask free) {
    return IntStream.range(0, bits.size())
        .filter(i -> !free.keep().get(i))
        .mapToObj(bits::get)
        .toList();
  }

  private static FreePositions everyThirdPosition(Network network) {
    return FreePositions.of(
        wholeMasks(network).stream()
            .map(
                mask -> {
                  BitSet third = new BitSet();
                  IntStream.range(0, mask.size()).filter(i -> i % 3 == 0).forEach(third::set);
                  return new Mask(mask.name(), mask.shape(), third);
                })
            .toList());
  }

  private static List<Mask> wholeMasks(Network network) {
    return FreePositions.all(network).toMasks(network);
  }

  /** Weights with values that arithmetic would easily lose: negative zeros and tiny numbers. */
  private static List<Tensor> withNegativeZeros() {
    Draws draws = Draws.of(1, "places");
    return Architectures.initialise(TinyNetworks.SPEC, 1).stream()
        .map(
            tensor -> {
              float[] values = tensor.values().clone();
              if (tensor.shape().length > 1) {
                for (int i = 0; i < values.length; i++) {
                  if (draws.below(4) == 0) {
                    values[i] = draws.coin() ? -0f : Float.MIN_VALUE;
                  }
                }
              }
              return tensor.withValues(values);
            })
        .toList();
  }

  /** {@code g = gradient + decay w; v = momentum v + g; w = w - rate v} where w is free. */
  private static final class PlainSgd {

    private final NamedParameter parameter;
    private final float[] weights;
    private final float[] velocity;
    private final BitSet free = new BitSet();

    PlainSgd(NamedParameter parameter, Optional<BitSet> free) {
      this.parameter = parameter;
      this.weights = parameter.array().toFloatArray();
      this.velocity = new float[weights.length];
      free.ifPresentOrElse(this.free::or, () -> this.free.set(0, weights.length));
    }

    void step() {
      float[] gradient = gradient(parameter);
      free.stream()
          .forEach(
              i -> {
                double g = gradient[i] + WEIGHT_DECAY * weights[i];
                velocity[i] = (float) (MOMENTUM * velocity[i] + g);
                weights[i] = (float) (weights[i] - RATE * velocity[i]);
              });
    }
  }
}
