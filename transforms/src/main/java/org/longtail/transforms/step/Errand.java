package org.longtail.transforms.step;

import java.io.IOException;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.DamagedStepException;

/**
 * A step that a worker has to see to for one variant.
 *
 * @param step what computes it
 * @param inputs the variant's artifacts by input name
 * @param store where its outputs are or go
 * @param reporter tells the run of it
 * @param options what the pipeline asks of it
 */
record Errand<C>(
    MemoizedStep<C> step,
    Map<String, List<Artifact>> inputs,
    ArtifactStore store,
    StepReporter reporter,
    StepOptions options) {

  /** Stands where a source has no input. */
  static final String NO_PORT = "";

  /** Something to do for a step. */
  @FunctionalInterface
  interface Doing<C> {
    void to(Errand<C> errand) throws IOException;
  }

  /**
   * Does something for a step, and tells the run if it fails.
   *
   * @param steps of every variant
   * @param label the step's name in events
   * @param inputs rows of artifacts by input name
   */
  static <C> void run(
      Variants<MemoizedStep<C>> steps,
      String label,
      KV<String, Iterable<KV<String, Row>>> inputs,
      PipelineOptions pipelineOptions,
      Doing<C> doing)
      throws IOException {
    String variant = inputs.getKey();
    LongtailOptions options = pipelineOptions.as(LongtailOptions.class);
    ArtifactStore store = ArtifactStores.open(options.getStore());
    Optional<RunFolder> run =
        options.getRun().isEmpty() ? Optional.empty() : Optional.of(store.run(options.getRun()));
    StepReporter reporter = new StepReporter(label, variant, run);
    try {
      doing.to(
          new Errand<>(
              steps.at(variant),
              artifacts(inputs.getValue()),
              store,
              reporter,
              StepOptions.of(label, options, run)));
    } catch (IOException | RuntimeException | Error e) {
      reporter.failed(e);
      throw e;
    } finally {
      store.giveBack();
    }
  }

  /**
   * The step's parts, if it must run.
   *
   * @throws org.longtail.schemas.store.StoreException if an input is damaged
   */
  List<PartStep> parts() throws IOException {
    step.check(inputs);
    try {
      return step.mustRun(inputs, store, options) ? step.parts(inputs, store) : List.of();
    } catch (DamagedStepException e) {
      throw DamagedInput.setAside(e, store, reporter);
    }
  }

  private static Map<String, List<Artifact>> artifacts(Iterable<KV<String, Row>> rows) {
    List<Map.Entry<String, Artifact>> artifacts = new ArrayList<>();
    for (KV<String, Row> row : rows) {
      if (!row.getKey().equals(NO_PORT)) {
        artifacts.add(new SimpleEntry<>(row.getKey(), Artifact.fromRow(row.getValue())));
      }
    }
    return MemoizedStep.byPort(artifacts);
  }
}
