package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Tensor;

/** The network itself is held to torchvision's by {@link PyTorchParityTest}. */
class ResNetTest {

  @ParameterizedTest
  @ValueSource(ints = {18, 34, 50, 101, 152})
  void aNetworkHasAsManyWeightedLayersBesideItsShortcutsAsItsDepth(int depth) {
    assertThat(tensors(depth, 1))
        .filteredOn(tensor -> tensor.shape().length >= 2 && !tensor.name().contains("downsample"))
        .hasSize(depth);
  }

  @Test
  void theWidthIsThatOfTheFirstStage() {
    List<Tensor> tensors = tensors(50, 2);

    assertThat(shape(tensors, "conv1.weight")).containsExactly(2, 1, 7, 7);
    assertThat(shape(tensors, "layer1.0.conv3.weight")).containsExactly(8, 2, 1, 1);
    assertThat(shape(tensors, "layer4.2.conv2.weight")).containsExactly(16, 16, 3, 3);
    assertThat(shape(tensors, "fc.weight")).containsExactly(10, 64);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 20, 51, 200})
  void aDepthThatTorchvisionHasNotIsRefused(int depth) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tensors(depth, 1))
        .withMessage(
            String.format(
                Locale.ROOT, "network resnet: depth %d; must be 18, 34, 50, 101 or 152", depth));
  }

  private static long[] shape(List<Tensor> tensors, String name) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow()
        .shape();
  }

  private static List<Tensor> tensors(int depth, int width) {
    return Architectures.initialise(
        new NetworkSpec("resnet", depth, width, 10, TinyNetworks.INPUT), 1);
  }
}
