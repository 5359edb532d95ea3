package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.pipelines.StepNode.Source;

final class ChainTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void stepTakesTheFirstOutputOfTheStepBefore() {
    PipelineFile file =
        PipelineFiles.load(
            folder,
            """
            pipeline:
              type: chain
              transforms:
                - {type: PlantSeeds, name: Oak, config: {species: oak}}
                - {type: PickFruit}
            """);

    assertThat(file.steps().get(1).inputs())
        .isEqualTo(Map.of("input", List.of(new Source("Oak", "plant"))));
  }

  @Test
  void sourceAndSinkAreItsEnds() {
    PipelineFile file =
        PipelineFiles.load(
            folder,
            """
            pipeline:
              type: chain
              source: {type: PlantSeeds, name: Oak, config: {species: oak}}
              sink: {type: PickFruit}
            """);

    assertThat(file.steps().get(1).inputs())
        .isEqualTo(Map.of("input", List.of(new Source("Oak", "plant"))));
  }

  @Test
  void inputOfAStepIsAFault() {
    assertThat(
            PipelineFiles.faults(
                folder,
                """
                pipeline:
                  type: chain
                  transforms:
                    - {type: PlantSeeds, name: Oak, config: {species: oak}}
                    - type: PickFruit
                      input: Oak
                """))
        .containsExactly(
            "file.yaml:6: step 'PickFruit': a step of a chain takes its input from the step before"
                + " it; remove 'input', or make the pipeline 'type: composite'");
  }

  @Test
  void stepWithSeveralInputsIsAFault() {
    assertThat(
            PipelineFiles.faults(
                folder,
                """
                pipeline:
                  type: chain
                  transforms:
                    - {type: PlantSeeds, config: {species: oak}}
                    - {type: GraftBranch}
                """))
        .containsExactly(
            "file.yaml:5: step 'GraftBranch': it has several inputs, and none is named; make the"
                + " pipeline 'type: composite' and name them: input: {plant: …, label: …, fruit:"
                + " …}");
  }

  @Test
  void stepWithoutInputsInTheMiddleIsAFault() {
    assertThat(
            PipelineFiles.faults(
                folder,
                """
                pipeline:
                  type: chain
                  transforms:
                    - {type: PickFruit}
                    - {type: PlantSeeds, config: {species: oak}}
                """))
        .containsExactly(
            "file.yaml:5: step 'PlantSeeds': PlantSeeds takes no input; move it to the start of"
                + " the chain");
  }

  @Test
  void stepThatTakesAnotherKindIsAFault() {
    assertThat(
            PipelineFiles.faults(
                folder,
                """
                pipeline:
                  type: chain
                  transforms:
                    - {type: PlantSeeds, config: {species: oak}}
                    - {type: PickFruit, name: First}
                    - {type: PickFruit, name: Second}
                """))
        .containsExactly(
            "file.yaml:6: step 'Second': input 'input' takes images, but 'First' gives evaluation;"
                + " connect PlantSeeds");
  }
}
