package org.longtail.transforms.step;

import java.io.IOException;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Manifest;

/** Runs a memoised step for the joined inputs of each variant. */
final class StepFn<C> extends DoFn<KV<String, Iterable<KV<String, Row>>>, Row> {

  /** Stands where a source has no input. */
  static final String NO_PORT = "";

  private final Variants<MemoizedStep<C>> steps;
  private final String label;
  private final Map<String, TupleTag<Row>> outputs;

  StepFn(Variants<MemoizedStep<C>> steps, String label, Map<String, TupleTag<Row>> outputs) {
    this.steps = steps;
    this.label = label;
    this.outputs = new TreeMap<>(outputs);
  }

  @ProcessElement
  public void process(ProcessContext context) throws IOException {
    String variant = context.element().getKey();
    LongtailOptions options = context.getPipelineOptions().as(LongtailOptions.class);
    ArtifactStore store = ArtifactStores.open(options.getStore());
    Optional<RunFolder> run =
        options.getRun().isEmpty() ? Optional.empty() : Optional.of(store.run(options.getRun()));
    StepReporter reporter = new StepReporter(label, variant, run);
    try {
      Manifest manifest =
          steps
              .at(variant)
              .run(
                  inputs(context.element().getValue()),
                  store,
                  reporter,
                  StepOptions.of(label, options, run));
      for (Manifest.Output output : manifest.outputs()) {
        TupleTag<Row> tag = outputs.get(output.output());
        if (tag != null) {
          context.output(tag, manifest.artifact(output, variant).toRow());
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      reporter.failed(e);
      throw e;
    }
  }

  private static Map<String, List<Artifact>> inputs(Iterable<KV<String, Row>> rows) {
    List<Map.Entry<String, Artifact>> artifacts = new ArrayList<>();
    for (KV<String, Row> row : rows) {
      if (!row.getKey().equals(NO_PORT)) {
        artifacts.add(new SimpleEntry<>(row.getKey(), Artifact.fromRow(row.getValue())));
      }
    }
    return MemoizedStep.byPort(artifacts);
  }
}
