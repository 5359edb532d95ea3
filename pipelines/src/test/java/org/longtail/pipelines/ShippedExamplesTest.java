package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedExamplesTest {

  private static final Path EXAMPLES = Path.of("examples");

  /** Files that must be in the data folder of some example before it can run. */
  private static final List<String> DATA =
      List.of(
          "ImageNet_LT_train.txt",
          "ImageNet_LT_test.txt",
          "Places_LT_train.txt",
          "Places_LT_test.txt",
          "iNaturalist18_train.txt",
          "iNaturalist18_val.txt",
          "resnet152.arrow");

  private final Path data;

  ShippedExamplesTest(@TempDir Path data) {
    this.data = data;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsFreeOfFaults(Path example) throws IOException {
    for (String file : DATA) {
      Files.createFile(data.resolve(file));
    }
    Map<String, String> variables =
        Files.readString(example).contains("data | default")
            ? Map.of("data", data.toString())
            : Map.of();

    assertThat(PipelineFile.load(example, variables).steps()).isNotEmpty();
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
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
