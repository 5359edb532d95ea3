package org.longtail.transforms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
 * Works over and over in a process of its own, and prints how much resident memory, in KiB, that
 * added after a beginning in which everything was used once.
 */
final class MemoryGrowth {

  /** A network has about 1 MiB of weights: one that is left behind at each step is seen. */
  private static final int WIDTH = 32;

  private static final int STEPS_AT_FIRST = 100;
  private static final int TRAINING_STEPS = 1000;
  private static final int PIPELINES_AT_FIRST = 6;
  private static final int DAG_STEPS = 100;
  private static final int READINGS = 5;
  private static final int BATCH_SIZE = 16;

  private MemoryGrowth() {}

  /**
   * Trains, then runs pipelines.
   *
   * @param arguments a folder to write to
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    System.out.printf(Locale.ROOT, "training steps: %d KiB%n", training());
    System.out.printf(Locale.ROOT, "steps of pipelines: %d KiB%n", pipelines(folder));
  }

  private static long training() throws IOException {
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
      long before = residentKibibytes();
      train(trainer, network, TRAINING_STEPS);
      return residentKibibytes() - before;
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
    long before = residentKibibytes();
    int steps = 0;
    for (int pipeline = 0; steps < DAG_STEPS; pipeline++) {
      steps += run(folder.resolve("then-" + pipeline), data).steps().size();
    }
    return residentKibibytes() - before;
  }

  private static FinishedRun run(Path store, Path data) {
    return FinishedRun.ofDirectRunner(
        store, pipeline -> SmallPipeline.addTo(pipeline, data, WIDTH));
  }

  /** The least of several readings, as some of what is freed goes back to the system later. */
  private static long residentKibibytes() throws IOException {
    long least = Long.MAX_VALUE;
    for (int reading = 0; reading < READINGS; reading++) {
      UnreachableBuffers.free();
      least = Math.min(least, residentNow());
    }
    return least;
  }

  private static long residentNow() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
