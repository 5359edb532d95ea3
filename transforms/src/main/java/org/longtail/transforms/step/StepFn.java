package org.longtail.transforms.step;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.longtail.schemas.store.Manifest;

/** Runs a memoised step for the joined inputs of each variant. */
final class StepFn<C> extends DoFn<KV<String, Iterable<KV<String, Row>>>, Row> {

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
    Errand.run(
        steps,
        label,
        context.element(),
        context.getPipelineOptions(),
        errand -> {
          Manifest manifest =
              errand
                  .step()
                  .run(errand.inputs(), errand.store(), errand.reporter(), errand.options());
          for (Manifest.Output output : manifest.outputs()) {
            TupleTag<Row> tag = outputs.get(output.output());
            if (tag != null) {
              context.output(tag, manifest.artifact(output, context.element().getKey()).toRow());
            }
          }
        });
  }
}
