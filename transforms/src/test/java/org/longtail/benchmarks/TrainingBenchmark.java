package org.longtail.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.longtail.images.Augmentation;
import org.longtail.images.LabelledImages;
import org.longtail.learning.Architectures;
import org.longtail.learning.CompensationLoss;
import org.longtail.learning.DeviceChoice;
import org.longtail.learning.DeviceScope;
import org.longtail.learning.DrawStream;
import org.longtail.learning.FreePositions;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.LearningRate;
import org.longtail.learning.Network;
import org.longtail.learning.ProgressListener;
import org.longtail.learning.StageTrainer;
import org.longtail.learning.TrainingPlan;
import org.longtail.learning.TrainingSettings;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.WeightsFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A ResNet-32 in training on images of CIFAR's size, in batches of 128. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(1)
@NullUnmarked // JMH sets the fields up before it measures
public class TrainingBenchmark {

  /** Images of each measurement. */
  static final int IMAGES = 1024;

  static final String DEVICE = "device";
  static final String REPLICAS = "replicas";

  private static final int SIDE = 32;
  private static final int CLASSES = 10;
  private static final NetworkSpec RESNET_32 =
      new NetworkSpec(
          "cifar_resnet",
          32,
          16,
          CLASSES,
          new NetworkSpec.Input(
              3, SIDE, SIDE, List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f)));

  /** Where it trains. */
  @Param("CPU")
  public DeviceChoice device = DeviceChoice.CPU;

  /** How many copies of the network share a batch. */
  @Param({"1", "2"})
  public int replicas;

  private Network network;
  private StageTrainer trainer;

  /** Makes the network and its images. */
  @Setup
  public void load() {
    try (DeviceScope scope = DeviceScope.of(device)) {
      network =
          Architectures.load(
              new WeightsFile(
                  RESNET_32, Provenance.of(1, "many"), Architectures.initialise(RESNET_32, 1)));
    }
    TrainingSettings settings =
        new TrainingSettings(128, replicas, 0.9, 5e-4, new Augmentation(4, true));
    double[] equal = IntStream.range(0, CLASSES).mapToDouble(label -> 1.0 / CLASSES).toArray();
    trainer =
        new StageTrainer(
            network,
            new ImageBatches(images(), RESNET_32.input(), settings.augmentation()),
            equal,
            new CompensationLoss(equal),
            settings);
  }

  private static LabelledImages images() {
    byte[][] pixels = new byte[IMAGES][3 * SIDE * SIDE];
    IntStream.range(0, IMAGES).forEach(i -> pixels[i][i] = (byte) 255);
    return new LabelledImages(
        3, SIDE, SIDE, IntStream.range(0, IMAGES).map(i -> i % CLASSES).toArray(), pixels);
  }

  /** An epoch. */
  @Benchmark
  public double trains() {
    return trainer.train(
        FreePositions.all(network),
        new TrainingPlan(1, 0.01, LearningRate.CONSTANT),
        new DrawStream(1, 1, "train"),
        ProgressListener.SILENT);
  }

  /** Gives the network's memory back. */
  @TearDown
  public void close() {
    network.close();
  }
}
