package org.longtail.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
class NetworkSpecTest {

  private static final String JSON =
      """
      {"name":"cifar_resnet","depth":8,"width":16,"classes":10,
       "input":{"channels":3,"height":32,"width":24,
                "mean":[0.4914,0.4822,0.4465],"std":[0.2023,0.1994,0.201]}}
      """;

  private static NetworkSpec.Input colour() {
    return new NetworkSpec.Input(
        3, 32, 24, List.of(0.4914f, 0.4822f, 0.4465f), List.of(0.2023f, 0.1994f, 0.201f));
  }

  private static NetworkSpec network() {
    return new NetworkSpec("cifar_resnet", 8, 16, 10, colour());
  }

  @Test
  void theJsonHasTheDocumentedKeys() throws IOException {
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readTree(network().toJson())).isEqualTo(json.readTree(JSON));
  }

  @Test
  void comesBackFromItsJson() {
    assertThat(NetworkSpec.fromJson(network().toJson())).isEqualTo(network());
  }

  @Test
  void propertiesOfALaterVersionArePassedOver() {
    String later = JSON.replace("\"depth\"", "\"dropout\":0.1,\"depth\"");

    assertThat(NetworkSpec.fromJson(later)).isEqualTo(network());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "resnet",
        "[]",
        "{}",
        "{\"name\":\"cifar_resnet\",\"depth\":8,\"width\":16,\"classes\":10}",
        "{\"depth\":8,\"width\":16,\"classes\":10,\"input\":{\"channels\":1,\"height\":1,\"width\":1,\"mean\":[0],\"std\":[1]}}"
      })
  void textThatDoesNotDescribeANetworkIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.fromJson(text))
        .withMessage("not a network description: " + text);
  }

  @ParameterizedTest
  @CsvSource({"0, 16, 10", "8, 0, 10", "8, 16, 1"})
  void aNetworkWithoutLayersChannelsOrTwoClassesIsRefused(int depth, int width, int classes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkSpec("tiny", depth, width, classes, colour()))
        .withMessage(
            "network tiny: depth %s and width %s must be at least 1, classes %s at least 2",
            depth, width, classes);
  }

  @ParameterizedTest
  @CsvSource({"0, 2, 3", "1, 0, 3", "1, 2, 0"})
  void anEmptyInputIsRefused(int channels, int height, int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkSpec.Input(channels, height, width, List.of(0f), List.of(1f)))
        .withMessage("input %sx%sx%s: every size must be at least 1", channels, height, width);
  }

  @Test
  void aMeanThatIsNotOneAChannelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkSpec.Input(2, 1, 1, List.of(0f), List.of(1f, 1f)))
        .withMessage("input with 2 channels: mean has 1 values and std 2; give one a channel");
  }

  @Test
  void aStandardDeviationThatIsNotOneAChannelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkSpec.Input(1, 1, 1, List.of(0f), List.of(1f, 1f)))
        .withMessage("input with 1 channels: mean has 1 values and std 2; give one a channel");
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, -0.1f, Float.NaN})
  void aStandardDeviationThatIsNotAboveZeroIsRefused(float std) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkSpec.Input(1, 1, 1, List.of(0f), List.of(std)))
        .withMessage("input: std [%s] must be above 0", std);
  }
}
