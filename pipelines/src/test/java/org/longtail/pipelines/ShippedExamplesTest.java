package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.pipelines.plan.Decision;
import org.longtail.pipelines.plan.Plan;
import org.longtail.pipelines.plan.PlannedStep;
import org.longtail.pipelines.plan.Planner;
import org.longtail.schemas.runs.StepNames;
import org.longtail.schemas.store.ArtifactStores;
import org.yaml.snakeyaml.Yaml;

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

    PipelineFile file = PipelineFile.load(example, variables);

    assertThat(file.steps()).isNotEmpty();
    assertThat(inputs(file)).allMatch(String.class::isInstance);
  }

  /** What stands for each named input: Beam's own schema of its YAML allows one place. */
  private static List<Object> inputs(PipelineFile file) {
    List<Object> inputs = new ArrayList<>();
    for (Object document : new Yaml().loadAll(file.rendered())) {
      if (((Map<?, ?>) document).get("pipeline") instanceof Map<?, ?> pipeline
          && pipeline.get("transforms") instanceof List<?> transforms) {
        for (Object transform : transforms) {
          if (((Map<?, ?>) transform).get("input") instanceof Map<?, ?> byName) {
            inputs.addAll(byName.values());
          }
        }
      }
    }
    return inputs;
  }

  /** What is planned is what will tell events: the plan goes through composites and variants. */
  @ParameterizedTest
  @ValueSource(strings = {"quickstart.yaml", "ablations/stage-count.yaml", "baselines/sade.yaml"})
  void everyStepOfAnExampleIsPlanned(String example) {
    String images = EXAMPLES.resolve("data/fashion-mnist-lt").toAbsolutePath().toString();
    PipelineFile file =
        PipelineFile.load(
            EXAMPLES.resolve(example), example.contains("/") ? Map.of("data", images) : Map.of());
    Pipeline pipeline = Pipeline.create();
    file.addTo(pipeline);

    Plan plan =
        Planner.plan(pipeline, ArtifactStores.open(data.toString()), Optional.empty(), List.of());

    StepNames names = new StepNames(file.eventNames());
    assertThat(plan.steps().stream().map(step -> names.stepOf(step.step())).distinct())
        .containsExactlyInAnyOrderElementsOf(file.eventNames());
    assertThat(plan.steps()).noneMatch(step -> step.decision() == Decision.CACHED);
    assertThat(plan.steps().stream().map(PlannedStep::variant).distinct())
        .hasSameSizeAs(file.variants().keySet());
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
            "Evaluate",
            "Flatten",
            "Flatten",
            "Flatten");
  }

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
