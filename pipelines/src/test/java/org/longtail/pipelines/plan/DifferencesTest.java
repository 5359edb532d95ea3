package org.longtail.pipelines.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("elsewhere")
class DifferencesTest {

  @Test
  void aFieldIsToldWithBothValues() {
    assertThat(settings(Map.of("gamma", 0.8, "seed", 1), Map.of("gamma", 0.6, "seed", 1)))
        .containsExactly("gamma: 0.8 -> 0.6");
  }

  @Test
  void aFieldThatOnlyOneHasIsNoneInTheOther() {
    assertThat(settings(Map.of("loss", "focal"), Map.of("offset", 2)))
        .containsExactly("loss: focal -> none", "offset: none -> 2");
  }

  @Test
  void insideMapsAndListsThePathIsTold() {
    assertThat(
            settings(
                Map.of("stages", List.of(Map.of("gamma", 0.5), Map.of("gamma", 0.8))),
                Map.of("stages", List.of(Map.of("gamma", 0.5), Map.of("gamma", 0.6)))))
        .containsExactly("stages[1].gamma: 0.8 -> 0.6");
    assertThat(settings(Map.of("groups", Map.of("few", 0)), Map.of("groups", Map.of("few", 20))))
        .containsExactly("groups.few: 0 -> 20");
  }

  @Test
  void listsOfNumbersAreToldWhole() {
    assertThat(settings(Map.of("gammas", List.of(0.1, 0.5)), Map.of("gammas", List.of(0.1))))
        .containsExactly("gammas: [0.1,0.5] -> [0.1]");
  }

  @Test
  void aNumberIsTheSameInWhateverForm() {
    assertThat(settings(Map.of("a", 1, "b", 0.1f), Map.of("a", 1.0, "b", 0.1))).isEmpty();
  }

  @Test
  void inputsDifferByTheirContentsNotTheirNumbers() {
    Map<String, String> before = Map.of("frozen.1", "a", "frozen.2", "b", "images", "c");

    assertThat(Differences.inputs(before, Map.of("frozen.1", "b", "frozen.2", "a", "images", "c")))
        .isEmpty();
    assertThat(Differences.inputs(before, Map.of("frozen", "a", "images", "d")))
        .containsExactly("frozen", "images");
  }

  private static List<String> settings(Map<String, ?> before, Map<String, ?> now) {
    return Differences.settings(before, now).stream().map(Reason.Setting::text).toList();
  }
}
