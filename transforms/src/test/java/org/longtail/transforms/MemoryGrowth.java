package org.longtail.transforms;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.management.JMException;
import javax.management.ObjectName;
import org.longtail.images.Augmentation;
import org.longtail.images.BandedImages;
import org.longtail.learning.Architectures;
import org.longtail.learning.CompensationLoss;
import org.longtail.learning.DrawStream;
import org.longtail.learning.FreePositions;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.LearningRate;
import org.longtail.learning.Network;
import org.longtail.learning.ProgressListener;
import org.longtail.learning.StageTrainer;
import org.longtail.learning.TrainingPlan;
import org.longtail.learning.TrainingSettings;
import org.longtail.learning.UnreachableBuffers;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.WeightsFile;

/**
 * Works over and over in a process of its own, and prints how much memory, in KiB, that added after
 * a beginning in which everything was used once: its own, and files of the folder that are mapped.
 */
final class MemoryGrowth {

  /** A network has about 1 MiB of weights: one that is left behind at each step is seen. */
  private static final int WIDTH = 32;

  private static final int STEPS_AT_FIRST = 100;
  private static final int TRAINING_STEPS = 1000;
  private static final int PIPELINES_AT_FIRST = 6;
  private static final int DAG_STEPS = 100;
  private static final int STEADY_READINGS = 5;
  private static final int STEADY_KIBIBYTES = 256;
  private static final int BATCH_SIZE = 16;

  private MemoryGrowth() {}

  /**
   * Trains, then runs pipelines.
   *
   * @param arguments a folder to write to
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    System.out.printf(Locale.ROOT, "training steps: %d KiB%n", training(folder));
    System.out.printf(Locale.ROOT, "steps of pipelines: %d KiB%n", pipelines(folder));
  }

  private static long training(Path folder) throws IOException {
    NetworkSpec.Input input =
        new NetworkSpec.Input(
            1, BandedImages.SIDE, BandedImages.SIDE, List.of(0.35f), List.of(0.25f));
    NetworkSpec spec = new NetworkSpec("cifar_resnet", 8, WIDTH, 4, input);
    double[] equal = {0.25, 0.25, 0.25, 0.25};
    Augmentation augmentation = new Augmentation(1, true);
    try (Network network =
        Architectures.load(
            new WeightsFile(spec, Provenance.of(1, "many"), Architectures.initialise(spec, 1)))) {
      StageTrainer trainer =
          new StageTrainer(
              network,
              new ImageBatches(BandedImages.train(), input, augmentation),
              equal,
              new CompensationLoss(equal),
              new TrainingSettings(BATCH_SIZE, 0.9, 5e-4, augmentation));
      train(trainer, network, STEPS_AT_FIRST);
      long before = occupiedKibibytes(folder);
      train(trainer, network, TRAINING_STEPS);
      return occupiedKibibytes(folder) - before;
    }
  }

  private static void train(StageTrainer trainer, Network network, int steps) {
    double epochs = (double) steps * BATCH_SIZE / BandedImages.train().size();
    trainer.train(
        FreePositions.all(network),
        new TrainingPlan(epochs, 0.01, LearningRate.CONSTANT),
        new DrawStream(1, 1, "train"),
        ProgressListener.SILENT);
  }

  private static long pipelines(Path folder) throws IOException {
    Path data = BandedImages.write(folder.resolve("data"));
    for (int pipeline = 0; pipeline < PIPELINES_AT_FIRST; pipeline++) {
      run(folder.resolve("first-" + pipeline), data);
    }
    long before = occupiedKibibytes(folder);
    int steps = 0;
    for (int pipeline = 0; steps < DAG_STEPS; pipeline++) {
      steps += run(folder.resolve("then-" + pipeline), data).steps().size();
    }
    return occupiedKibibytes(folder) - before;
  }

  private static FinishedRun run(Path store, Path data) {
    return FinishedRun.ofDirectRunner(
        store, pipeline -> SmallPipeline.addTo(pipeline, data, WIDTH));
  }

  /**
   * What is left when it has stopped falling: what one collection finds frees more for the next.
   */
  private static long occupiedKibibytes(Path folder) throws IOException {
    long least = Long.MAX_VALUE;
    for (int since = 0; since < STEADY_READINGS; since++) {
      UnreachableBuffers.free();
      trimNativeHeap();
      long reading = ownKibibytes() + mappedKibibytes(folder);
      if (reading < least) {
        since = least - reading < STEADY_KIBIBYTES ? since : 0;
        least = reading;
      }
    }
    return least;
  }

  /** Lets the C library give back what was freed but lies between other memory. */
  private static void trimNativeHeap() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "systemTrimNativeHeap",
              new Object[0],
              new String[0]);
    } catch (JMException e) {
      System.err.println("memory that was freed is counted before JDK 17.0.9: " + e);
    }
  }

  /**
   * Memory that no file stands behind. The system drops pages of programs and files, and takes them
   * in again, as it likes: they are no measure.
   */
  private static long ownKibibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Size of what is still mapped of the files in a folder. */
  private static long mappedKibibytes(Path folder) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains(folder.toString()))
            .map(line -> line.substring(0, line.indexOf(' ')).split("-"))
            .mapToLong(ends -> Long.parseLong(ends[1], 16) - Long.parseLong(ends[0], 16))
            .sum()
        >> 10;
  }
}
