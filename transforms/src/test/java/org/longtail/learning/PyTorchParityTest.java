package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;

/** Stored weights are PyTorch's: same names, shapes and order, and the same logits from them. */
class PyTorchParityTest {

  private static final float LARGEST_DIFFERENCE = 1e-4f;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cifar_resnet-8",
        "cifar_resnet-20",
        "cifar_resnet-32",
        "resnet-18",
        "resnet-34",
        "resnet-50",
        "resnet-101",
        "resnet-152"
      })
  void aStoredNetworkHasPyTorchsTensorsAndGivesItsLogits(String name, @TempDir Path folder)
      throws IOException {
    PyTorchFixture expected = PyTorchFixture.of(name);
    Path file = folder.resolve("weights.arrow");
    new WeightsFile(expected.network(), Provenance.of(1, "many"), expected.tensors()).write(file);

    try (Network network = Architectures.load(WeightsFile.read(file))) {
      assertThat(namesAndShapes(network)).containsExactlyElementsOf(expected.stateDict());
      assertGivesLogits(network, expected);
    }
  }

  @Test
  void aFileThatPyTorchWroteGivesItsLogits() throws IOException {
    PyTorchFixture expected = PyTorchFixture.of("written-by-pytorch");
    WeightsFile weights = WeightsFile.read(PyTorchFixture.file("written-by-pytorch.arrow"));

    try (Network network = Architectures.load(weights)) {
      assertThat(weights.network()).isEqualTo(expected.network());
      assertThat(weights.tensors())
          .extracting(tensor -> nameAndShape(tensor.name(), tensor.shape()))
          .containsExactlyElementsOf(expected.stateDict());
      assertGivesLogits(network, expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet-18", "resnet-50"})
  void aNewNetworkHasPyTorchsTensors(String name) throws IOException {
    PyTorchFixture expected = PyTorchFixture.of(name);
    NetworkSpec network = expected.network();

    List<Tensor> tensors = Architectures.initialise(network, 1);

    assertThat(tensors)
        .extracting(tensor -> nameAndShape(tensor.name(), tensor.shape()))
        .containsExactlyElementsOf(expected.stateDict());
  }

  private static void assertGivesLogits(Network network, PyTorchFixture expected) {
    try (NDManager manager = network.newBatch();
        GradientScope.Pause pause = GradientScope.pause()) {
      float[] logits = network.logits(expected.batch(manager), false).toFloatArray();

      int classes = expected.network().classes();
      assertThat(logits).hasSize(expected.images() * classes);
      for (int i = 0; i < expected.images(); i++) {
        assertThat(Arrays.copyOfRange(logits, i * classes, (i + 1) * classes))
            .as("logits of image %d", i)
            .containsExactly(expected.logits()[i], within(LARGEST_DIFFERENCE));
      }
    }
  }

  private static List<String> namesAndShapes(Network network) {
    return network.parameters().stream()
        .map(parameter -> nameAndShape(parameter.name(), parameter.array().getShape().getShape()))
        .toList();
  }

  private static String nameAndShape(String name, long[] shape) {
    return name + " " + Arrays.toString(shape);
  }
}
