package org.longtail.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;
import org.longtail.transforms.step.Computation;
import org.longtail.transforms.step.Lookup;
import org.longtail.transforms.training.TrainStage;
import org.longtail.transforms.training.TrainStageConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a step costs that is found in a store on a folder: its key, and the look at its files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LookupBenchmark {

  static final String LOOKUP = "findsAStep";

  private static final int BYTES = 50_000_000;

  private final Path folder;
  private final ArtifactStore store;
  private final TrainStage step =
      TrainStage.create(
          TrainStageConfig.builder()
              .setEpochs(60)
              .setLearningRate(0.1)
              .setNetwork("cifar_resnet")
              .setDepth(32)
              .setWidth(16)
              .build());
  private final Map<String, List<Artifact>> inputs =
      Map.of(
          "images", List.of(artifact(ArtifactKind.IMAGES)),
          "sampling", List.of(artifact(ArtifactKind.SAMPLING)));

  /** Puts the step into a store, with 50 MB of weights. */
  public LookupBenchmark() {
    try {
      folder = Files.createTempDirectory("lookup-benchmark");
      store = ArtifactStores.open(folder.toString());
      commit(computation());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Artifact artifact(ArtifactKind kind) {
    return new Artifact(
        Artifact.DEFAULT_VARIANT, kind, "steps/x", "0".repeat(64), 1, "0".repeat(64), Map.of());
  }

  private Computation computation() throws IOException {
    return step.computation(Artifact.DEFAULT_VARIANT, inputs, store);
  }

  private void commit(Computation computation) throws IOException {
    StepKey key = computation.key();
    try (StepBuild build = store.build(key)) {
      Files.write(build.file("weights.arrow"), new byte[BYTES]);
      build.commit(
          List.of(new StepBuild.Draft("weights", ArtifactKind.WEIGHTS, "weights.arrow", Map.of())),
          outputs ->
              new Manifest(
                  key.type(),
                  computation.type().version(),
                  key.digest(),
                  computation.config(),
                  computation.inputs(),
                  outputs,
                  0,
                  "",
                  Map.of()));
    }
  }

  /** From the configuration and the inputs' digests to a manifest whose files are looked at. */
  @Benchmark
  public Manifest findsAStep() throws IOException {
    return Lookup.of(store, computation().key()).whole().orElseThrow();
  }

  @TearDown
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
