package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.transforms.step.LongtailOptions;

@Tag("elsewhere")
final class PipelineFileTest {

  private static final String FILE =
      """
      # {% set count = count | default(2) %}
      pipeline:
        type: composite
        transforms:
          - type: PlantSeeds
            name: Oak
            config: {species: oak, count: {{ count }}}
          - type: PlantSeeds
            name: Elm
            config: {species: elm}
          - type: GraftBranch
            input: {plant: Oak, label: Elm.label}
          - type: PickFruit
            input: [Elm, GraftBranch]
      options:
        parallelism: 2
        streaming: no
        name: "garden"
        filesToStage: [a.jar, b.jar]
      providers:
        - type: javaJar
          config: {jar: longtail.jar}
          transforms: {PlantSeeds: "beam:schematransform:org.longtail:plant_seeds:v1"}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Pipeline pipeline() {
    LongtailOptions options = PipelineOptionsFactory.create().as(LongtailOptions.class);
    options.setStore(folder.resolve("store").toString());
    options.setRun("first");
    return Pipeline.create(options);
  }

  private List<String> stored(String file) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      return files.filter(path -> path.endsWith(file)).map(PipelineFileTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyStepRuns() throws IOException {
    Pipeline pipeline = pipeline();
    PipelineFiles.load(folder, FILE, Map.of("count", "3")).addTo(pipeline);

    pipeline.run().waitUntilFinish();

    assertThat(stored("fruit.txt"))
        .singleElement()
        .asString()
        .hasLineCount(2)
        .contains("1 elm\n", "3 oak with label of 1 elm\n");
  }

  @Test
  void eventsNameTheStepsAsTheFileDoes() throws IOException {
    Pipeline pipeline = pipeline();
    PipelineFiles.load(folder, FILE).addTo(pipeline);

    pipeline.run().waitUntilFinish();

    assertThat(stored("events.jsonl"))
        .singleElement()
        .asString()
        .contains("\"Oak\"", "\"Elm\"", "\"GraftBranch\"", "\"PickFruit\"");
  }

  @Test
  void stepsOfTheBeamPipelineAreNamedAsInTheFile() {
    Pipeline pipeline = pipeline();
    PipelineFiles.load(folder, FILE).addTo(pipeline);

    List<String> names = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            names.add(node.getFullName());
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });

    assertThat(names).contains("Oak", "Elm", "GraftBranch", "PickFruit");
  }

  @Test
  void optionsAreWrittenAsOnTheCommandLine() {
    assertThat(PipelineFiles.load(folder, FILE).options())
        .containsExactly(
            entry("parallelism", "2"),
            entry("streaming", "false"),
            entry("name", "garden"),
            entry("filesToStage", "a.jar,b.jar"));
  }

  @Test
  void renderedTextHasTheValuesInPlace() {
    assertThat(PipelineFiles.load(folder, FILE).rendered())
        .isEqualTo(
            FILE.replace("{% set count = count | default(2) %}", "").replace("{{ count }}", "2"));
  }

  @Test
  void pathIsThatOfTheFile() {
    assertThat(PipelineFiles.load(folder, FILE).path()).isEqualTo(folder.resolve("file.yaml"));
  }

  @Test
  void stepsKnowTheirLines() {
    assertThat(PipelineFiles.load(folder, FILE).steps())
        .extracting(StepNode::line)
        .containsExactly(5, 8, 11, 13);
  }

  @Test
  void faultsCanBeReadOneByOne() {
    Fault fault = new Fault(3, "Oak", "wrong", "right it");

    PipelineFault thrown = new PipelineFault(Path.of("a.yaml"), List.of(fault));

    assertThat(thrown.faults()).containsExactly(fault);
    assertThat(thrown).hasMessage("a.yaml:3: step 'Oak': wrong; right it");
  }
}
