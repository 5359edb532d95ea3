package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Tensor;

class CifarResNetTest {

  private static final String STATE_DICT_OF_DEPTH_8 =
      """
      conv1.weight [4, 1, 3, 3]
      bn1.weight [4]
      bn1.bias [4]
      bn1.running_mean [4]
      bn1.running_var [4]
      layer1.0.conv1.weight [4, 4, 3, 3]
      layer1.0.bn1.weight [4]
      layer1.0.bn1.bias [4]
      layer1.0.bn1.running_mean [4]
      layer1.0.bn1.running_var [4]
      layer1.0.conv2.weight [4, 4, 3, 3]
      layer1.0.bn2.weight [4]
      layer1.0.bn2.bias [4]
      layer1.0.bn2.running_mean [4]
      layer1.0.bn2.running_var [4]
      layer2.0.conv1.weight [8, 4, 3, 3]
      layer2.0.bn1.weight [8]
      layer2.0.bn1.bias [8]
      layer2.0.bn1.running_mean [8]
      layer2.0.bn1.running_var [8]
      layer2.0.conv2.weight [8, 8, 3, 3]
      layer2.0.bn2.weight [8]
      layer2.0.bn2.bias [8]
      layer2.0.bn2.running_mean [8]
      layer2.0.bn2.running_var [8]
      layer2.0.downsample.0.weight [8, 4, 1, 1]
      layer2.0.downsample.1.weight [8]
      layer2.0.downsample.1.bias [8]
      layer2.0.downsample.1.running_mean [8]
      layer2.0.downsample.1.running_var [8]
      layer3.0.conv1.weight [16, 8, 3, 3]
      layer3.0.bn1.weight [16]
      layer3.0.bn1.bias [16]
      layer3.0.bn1.running_mean [16]
      layer3.0.bn1.running_var [16]
      layer3.0.conv2.weight [16, 16, 3, 3]
      layer3.0.bn2.weight [16]
      layer3.0.bn2.bias [16]
      layer3.0.bn2.running_mean [16]
      layer3.0.bn2.running_var [16]
      layer3.0.downsample.0.weight [16, 8, 1, 1]
      layer3.0.downsample.1.weight [16]
      layer3.0.downsample.1.bias [16]
      layer3.0.downsample.1.running_mean [16]
      layer3.0.downsample.1.running_var [16]
      fc.weight [10, 16]
      fc.bias [10]
      """;

  @Test
  void depth8HasTheNamesAndShapesOfTheStateDictInItsOrder() {
    assertThat(tensors(8, 4))
        .extracting(tensor -> tensor.name() + " " + Arrays.toString(tensor.shape()))
        .containsExactlyElementsOf(STATE_DICT_OF_DEPTH_8.lines().toList());
  }

  @Test
  void depth20HasThreeBlocksAStageInTheOrderOfTheStateDict() {
    assertThat(tensors(20, 2))
        .extracting(Tensor::name)
        .filteredOn(name -> name.endsWith("conv1.weight") || name.contains("downsample.0"))
        .containsExactly(
            "conv1.weight",
            "layer1.0.conv1.weight",
            "layer1.1.conv1.weight",
            "layer1.2.conv1.weight",
            "layer2.0.conv1.weight",
            "layer2.0.downsample.0.weight",
            "layer2.1.conv1.weight",
            "layer2.2.conv1.weight",
            "layer3.0.conv1.weight",
            "layer3.0.downsample.0.weight",
            "layer3.1.conv1.weight",
            "layer3.2.conv1.weight");
  }

  @Test
  void depth20HasTwentyWeightedLayersBesideItsShortcuts() {
    assertThat(tensors(20, 2))
        .filteredOn(tensor -> tensor.shape().length >= 2 && !tensor.name().contains("downsample"))
        .hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 9, 18, 34})
  void aDepthThatIsNotSixNPlusTwoIsRefused(int depth) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tensors(depth, 2))
        .withMessage(
            String.format(
                Locale.ROOT,
                "network cifar_resnet: depth %d; must be 6 n + 2, such as 8, 20 or 32",
                depth));
  }

  private static List<Tensor> tensors(int depth, int width) {
    return Architectures.initialise(
        new NetworkSpec("cifar_resnet", depth, width, 10, TinyNetworks.INPUT), 1);
  }
}
