package org.longtail.transforms.step;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.IterableCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.longtail.schemas.Artifact;

/**
 * Computes the parts of a step on as many workers as there are. Nothing comes of it but a row for
 * each part that is done: the step itself finds the outputs in the store.
 */
final class PartsInParallel<C>
    extends PTransform<
        PCollection<KV<String, Iterable<KV<String, Row>>>>,
        PCollection<KV<String, KV<String, Row>>>> {

  private final Variants<MemoizedStep<C>> steps;
  private final String label;

  PartsInParallel(Variants<MemoizedStep<C>> steps, String label) {
    this.steps = steps;
    this.label = label;
  }

  @Override
  public PCollection<KV<String, KV<String, Row>>> expand(
      PCollection<KV<String, Iterable<KV<String, Row>>>> joined) {
    KvCoder<String, Row> row = KvCoder.of(StringUtf8Coder.of(), RowCoder.of(Artifact.SCHEMA));
    return joined
        .apply("Parts", ParDo.of(new Dealing<>(steps, label)))
        .setCoder(
            KvCoder.of(VarIntCoder.of(), KvCoder.of(StringUtf8Coder.of(), IterableCoder.of(row))))
        .apply("Deal", Reshuffle.viaRandomKey())
        .apply("Part", ParDo.of(new Computing<>(steps, label)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), row));
  }

  /** Gives the number of each part of a step that must run, with the step's inputs. */
  private static final class Dealing<C>
      extends DoFn<
          KV<String, Iterable<KV<String, Row>>>,
          KV<Integer, KV<String, Iterable<KV<String, Row>>>>> {

    private final Variants<MemoizedStep<C>> steps;
    private final String label;

    Dealing(Variants<MemoizedStep<C>> steps, String label) {
      this.steps = steps;
      this.label = label;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      KV<String, Iterable<KV<String, Row>>> inputs = context.element();
      Errand.run(
          steps,
          label,
          inputs,
          context.getPipelineOptions(),
          errand -> {
            int parts = errand.parts().size();
            for (int part = 0; part < parts; part++) {
              context.output(KV.of(part, inputs));
            }
          });
    }
  }

  /** Computes a part. */
  private static final class Computing<C>
      extends DoFn<
          KV<Integer, KV<String, Iterable<KV<String, Row>>>>, KV<String, KV<String, Row>>> {

    private final Variants<MemoizedStep<C>> steps;
    private final String label;

    Computing(Variants<MemoizedStep<C>> steps, String label) {
      this.steps = steps;
      this.label = label;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      KV<String, Iterable<KV<String, Row>>> inputs = context.element().getValue();
      Errand.run(
          steps,
          label,
          inputs,
          context.getPipelineOptions(),
          errand -> {
            List<PartStep> parts = errand.parts();
            int number = context.element().getKey();
            if (number < parts.size()) { // none if the step has been computed elsewhere meanwhile
              parts.get(number).output(errand.store(), errand.reporter(), errand.options());
            }
          });
      context.output(StepTransform.withoutPort(inputs.getKey()));
    }
  }
}
