package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedExamplesTest {

  private static final Path EXAMPLES = Path.of("examples");

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsFreeOfFaults(Path example) {
    assertThat(PipelineFile.load(example, Map.of()).steps()).isNotEmpty();
  }

  @Test
  void theQuickstartSpellsOutEveryStepOfThreeStages() {
    List<String> types =
        PipelineFile.load(EXAMPLES.resolve("quickstart.yaml"), Map.of()).steps().stream()
            .map(StepNode::type)
            .toList();

    assertThat(types)
        .containsExactlyInAnyOrder(
            "ReadImages",
            "GroupSampling",
            "GroupSampling",
            "GroupSampling",
            "TrainStage",
            "TrainStage",
            "TrainStage",
            "ImportanceScores",
            "ImportanceScores",
            "GammaSweep",
            "GammaSweep",
            "ProgressivePruning",
            "ProgressivePruning",
            "FreezeMask",
            "FreezeMask",
            "FreezeMask",
            "TtlScoring",
            "TtlScoring",
            "TtlScoring",
            "Evaluate");
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
