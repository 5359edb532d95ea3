package org.longtail.pipelines.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.longtail.pipelines.PipelineFile;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.StepNames;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.transforms.step.LongtailOptions;

/** Runs and plans a pipeline of small steps on a store in a test's folder. */
record GardenRun(Path folder) {

  static final String YAML =
      """
      # {% set count = count | default(2) %}
      # {% set remark = remark | default('') %}
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
            name: Graft
            input: {plant: Oak, label: Elm.label}
            config: {remark: "{{ remark }}"}
          - type: PickFruit
            name: Pick
            input: [Elm, Graft]
      """;

  ArtifactStore store() {
    return ArtifactStores.open(folder.resolve("store").toString());
  }

  PipelineFile file(Map<String, String> variables) throws IOException {
    return PipelineFile.load(Files.writeString(folder.resolve("garden.yaml"), YAML), variables);
  }

  /** Runs the file to its end. */
  void run(String run, Map<String, String> variables) throws IOException {
    Pipeline pipeline = pipeline(run);
    file(variables).addTo(pipeline);
    pipeline.run().waitUntilFinish();
  }

  Pipeline pipeline(String run) {
    LongtailOptions options = PipelineOptionsFactory.create().as(LongtailOptions.class);
    options.setStore(folder.resolve("store").toString());
    options.setRun(run);
    return Pipeline.create(options);
  }

  /** What a run of the file would do, compared with an earlier one. */
  Plan plan(String earlier, Map<String, String> variables, String... force) throws IOException {
    return plan(Optional.of(earlier(earlier)), variables, List.of(force));
  }

  Plan plan(Optional<EarlierRun> earlier, Map<String, String> variables, Collection<String> force)
      throws IOException {
    Pipeline pipeline = pipeline("");
    file(variables).addTo(pipeline);
    return Planner.plan(pipeline, store(), earlier, force);
  }

  EarlierRun earlier(String run) {
    return EarlierRun.of(run, finished(run), UnaryOperator.identity(), store());
  }

  List<RunEvent.Finished> finished(String run) {
    return store().run(run).events(0).stream()
        .filter(RunEvent.Finished.class::isInstance)
        .map(RunEvent.Finished.class::cast)
        .toList();
  }

  /** The lines of a plan, each as {@code step decision: reason; reason}. */
  static List<String> text(Plan plan, String... order) {
    return plan.lines(new StepNames(List.of(order))).stream()
        .map(
            line ->
                String.format(
                    Locale.ROOT,
                    "%s %s: %s",
                    line.step(),
                    line.decision().word(),
                    String.join("; ", line.reasons().stream().map(Reason::text).toList())))
        .toList();
  }
}
