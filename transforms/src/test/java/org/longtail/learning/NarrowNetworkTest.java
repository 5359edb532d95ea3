package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.images.Draws;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Tensor;

/** Networks with fewer channels than the engine's fastest kernels are made for. */
class NarrowNetworkTest {

  private static final int SIDE = 28;
  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @CsvSource({"4, 7", "4, 13", "8, 7", "12, 13"})
  void gradientsOfAnOddBatchAreTheSumOverItsImages(int width, int size) {
    NetworkSpec spec = spec(width);
    try (Network network = TinyNetworks.with(spec, Architectures.initialise(spec, 1))) {
      TaylorImportance importance =
          new TaylorImportance(network, new CompensationLoss(new double[] {1, 1}));

      GradientSum together = importance.gradients(0, batches(network, size, size));
      GradientSum oneByOne = importance.gradients(0, batches(network, size, 1));

      for (int i = 0; i < together.tensors().size(); i++) {
        Tensor expected = oneByOne.tensors().get(i);
        float largest = largest(expected);
        assertThat(together.tensors().get(i).values())
            .as(expected.name())
            .containsExactly(expected.values(), within((float) TOLERANCE * largest));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 12, 15})
  void logitsAreThoseOfDoublePrecision(int width) {
    NetworkSpec spec = spec(width);
    List<Tensor> tensors = Architectures.initialise(spec, 1);
    Architecture architecture = CifarResNet.of(8, width, 2);
    try (Network single = TinyNetworks.with(spec, tensors);
        Network precise =
            Network.of(
                architecture.block(),
                architecture.names(),
                new Shape(1, 1, SIDE, SIDE),
                DataType.FLOAT64);
        GradientScope.Pause pause = GradientScope.pause()) {
      precise.load(tensors);

      batches(single, 5, 5)
          .forEach(
              0,
              (batch, labels) -> {
                double[] expected =
                    precise.logits(batch.toType(DataType.FLOAT64, true), true).toDoubleArray();
                float[] actual = single.logits(batch, true).toFloatArray();
                for (int i = 0; i < actual.length; i++) {
                  assertThat(actual[i]).isEqualTo((float) expected[i]);
                }
              });
    }
  }

  private static NetworkSpec spec(int width) {
    return new NetworkSpec(
        "cifar_resnet",
        8,
        width,
        2,
        new NetworkSpec.Input(1, SIDE, SIDE, List.of(0.5f), List.of(0.5f)));
  }

  /** Images of noise, so many at a time, in the format "channels last". */
  private static ClassImages batches(Network network, int images, int size) {
    return (label, visitor) -> {
      for (int from = 0; from < images; from += size) {
        float[] pixels = new float[size * SIDE * SIDE];
        for (int image = 0; image < size; image++) {
          Draws draws = Draws.of(1, "noise", from + image);
          for (int i = 0; i < SIDE * SIDE; i++) {
            pixels[image * SIDE * SIDE + i] = draws.below(1000) / 500f - 1;
          }
        }
        try (NDManager manager = network.newBatch()) {
          NDArray batch =
              manager.create(pixels, new Shape(size, SIDE, SIDE, 1)).transpose(0, 3, 1, 2);
          visitor.visit(batch, new int[size]);
        }
      }
    };
  }

  private static float largest(Tensor tensor) {
    float largest = 0;
    for (float value : tensor.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).as(tensor.name()).isPositive();
    return largest;
  }
}
