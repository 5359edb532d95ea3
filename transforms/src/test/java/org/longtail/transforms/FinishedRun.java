package org.longtail.transforms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.MaskFile;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Sha256;
import org.longtail.schemas.store.StepKey;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.LongtailOptions;

/**
 * What a run of a pipeline left behind.
 *
 * @param store the store's folder
 * @param steps the last event of each step, by the step's name
 * @param events of all variants, in the order in which they came
 */
public record FinishedRun(
    Path store, Map<String, RunEvent.Finished> steps, List<RunEvent.Finished> events) {

  /** Runs a pipeline in this process, step by step. */
  static FinishedRun ofDirectRunner(Path store, Consumer<Pipeline> steps) {
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setTargetParallelism(1);
    return of(options, store, steps);
  }

  /** Runs a pipeline of a few steps on a Flink cluster in this process. */
  static FinishedRun ofFlink(Path store, Consumer<Pipeline> steps) {
    FlinkPipelineOptions options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(1);
    options.setUseDataStreamForBatch(true);
    return of(options, store, steps);
  }

  private static FinishedRun of(PipelineOptions options, Path store, Consumer<Pipeline> steps) {
    String run = UUID.randomUUID().toString();
    LongtailOptions longtail = options.as(LongtailOptions.class);
    longtail.setStore(store.toString());
    longtail.setRun(run);
    Pipeline pipeline = Pipeline.create(options);
    steps.accept(pipeline);
    try {
      pipeline.run().waitUntilFinish();
    } catch (PipelineExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    Map<String, RunEvent.Finished> finished = new TreeMap<>();
    List<RunEvent.Finished> events = new ArrayList<>();
    for (RunEvent event : ArtifactStores.open(store.toString()).run(run).events(0)) {
      if (event instanceof RunEvent.Finished last) {
        finished.put(event.step(), last);
        events.add(last);
      }
    }
    return new FinishedRun(store, finished, List.copyOf(events));
  }

  /** Runs one more step, on artifacts of the store. */
  public FinishedRun then(LabelledTransform step, Map<String, List<Artifact>> inputs) {
    return ofDirectRunner(
        store,
        pipeline -> {
          PCollectionRowTuple input = PCollectionRowTuple.empty(pipeline);
          for (Map.Entry<String, List<Artifact>> entry : inputs.entrySet()) {
            List<Row> rows = entry.getValue().stream().map(Artifact::toRow).toList();
            input =
                input.and(
                    entry.getKey(),
                    pipeline.apply(entry.getKey(), Create.of(rows).withRowSchema(Artifact.SCHEMA)));
          }
          input.apply("Step", step.named("Step"));
        });
  }

  /** A file that a step wrote. */
  public Path file(String step, String name) {
    return store.resolve(output(step, name).getKey());
  }

  /** The weights that a step wrote. */
  public WeightsFile weights(String step) {
    return read(() -> WeightsFile.read(file(step, "weights.arrow")));
  }

  /** The mask that a step wrote. */
  public MaskFile mask(String step) {
    return read(() -> MaskFile.read(file(step, "mask.arrow")));
  }

  /** Digest of a file that a step wrote. */
  public String sha256(String step, String name) {
    return output(step, name).getValue();
  }

  /** A file that a step wrote, as what another step takes. */
  public Artifact artifact(String step, String name, ArtifactKind kind) {
    Map.Entry<String, String> output = output(step, name);
    long bytes = read(() -> Files.size(store.resolve(output.getKey())));
    return new Artifact(
        Artifact.DEFAULT_VARIANT,
        kind,
        output.getKey(),
        output.getValue(),
        bytes,
        step(step).key(),
        Map.of());
  }

  /** A file that is put into the store by hand, as what a step takes. */
  public Artifact given(Path file, ArtifactKind kind) {
    return read(
        () -> {
          StepKey step = new StepKey("ByHand", Sha256.of(file));
          Path stored = store.resolve(step.folder()).resolve(file.getFileName());
          Files.createDirectories(stored.getParent());
          Files.copy(file, stored, StandardCopyOption.REPLACE_EXISTING);
          return new Artifact(
              Artifact.DEFAULT_VARIANT,
              kind,
              store.relativize(stored).toString(),
              step.digest(),
              Files.size(stored),
              step.digest(),
              Map.of());
        });
  }

  /** The last event of a step. */
  public RunEvent.Finished step(String name) {
    return Objects.requireNonNull(steps.get(name), "no step " + name + " in " + steps.keySet());
  }

  private Map.Entry<String, String> output(String step, String name) {
    return step(step).outputs().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("/" + name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(step + " wrote no " + name));
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
