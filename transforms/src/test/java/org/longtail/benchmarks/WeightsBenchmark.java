package org.longtail.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.longtail.learning.Architectures;
import org.longtail.learning.Network;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.schemas.store.Sha256;
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

/**
 * The weights of a ResNet-152, 240 MB: written and read with their sha256, beside a plain copy of
 * the file with its sha256.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 15)
@Fork(1)
public class WeightsBenchmark {

  /** The names of the three, by which their times are found. */
  static final String COPY = "copiesAFile";

  static final String WRITE = "writesWeights";
  static final String READ = "readsWeights";

  private static final NetworkSpec RESNET_152 =
      new NetworkSpec(
          "resnet",
          152,
          64,
          1000,
          new NetworkSpec.Input(
              3, 224, 224, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f)));

  private final Path folder;
  private final Path stored;
  private final Path written;
  private final WeightsFile weights;
  private final Network network;

  /** Makes the network and its stored weights. */
  public WeightsBenchmark() {
    try {
      folder = Files.createTempDirectory("weights-benchmark");
      stored = folder.resolve("weights.arrow");
      written = folder.resolve("written.arrow");
      weights =
          new WeightsFile(
              RESNET_152, Provenance.of(1, "many"), Architectures.initialise(RESNET_152, 1));
      weights.write(stored);
      network = Architectures.load(weights);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What any program does that keeps a file and knows its content. */
  @Benchmark
  public String copiesAFile() throws IOException {
    Files.copy(stored, written, StandardCopyOption.REPLACE_EXISTING);
    return Sha256.of(written);
  }

  /** What a step does at its end. */
  @Benchmark
  public String writesWeights() throws IOException {
    weights.write(written);
    return Sha256.of(written);
  }

  /** What a step does at its beginning: checks the file, and puts the weights into the engine. */
  @Benchmark
  public String readsWeights() throws IOException {
    String digest = Sha256.of(stored);
    network.load(WeightsFile.read(stored).tensors());
    return digest;
  }

  @TearDown
  public void close() throws IOException {
    network.close();
    Files.deleteIfExists(stored);
    Files.deleteIfExists(written);
    Files.delete(folder);
  }
}
