package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.images.Augmentation;
import org.longtail.images.BandedImages;
import org.longtail.images.Draws;
import org.longtail.images.ImageList;
import org.longtail.images.JpegImages;
import org.longtail.images.LabelledImages;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;

/** Training on image files, from a list by way of an Arrow file. */
class ImageFilesTest {

  private static final int SIZE = 12;
  private static final NetworkSpec.Input INPUT =
      new NetworkSpec.Input(
          3, SIZE, SIZE, List.of(0.35f, 0.35f, 0.35f), List.of(0.25f, 0.25f, 0.25f));
  private static final NetworkSpec SPEC = new NetworkSpec("cifar_resnet", 8, 4, 4, INPUT);
  private static final Augmentation RESIZED = Augmentation.of("resized", 0, true, 0.4);

  private final Path folder;

  ImageFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void writeImages() throws IOException {
    JpegImages.write(folder);
  }

  @Test
  void aNetworkLearnsFromThem() throws IOException {
    try (Network network = TinyNetworks.with(SPEC, Architectures.initialise(SPEC, 1))) {
      // Resized crops move the bands that tell the classes apart, padded ones next to not.
      double first = train(network, new Augmentation(1, true), 1, 1);
      double last = train(network, new Augmentation(1, true), 8, 2);
      float[][] probabilities =
          Classifier.probabilities(network, batches("test", Augmentation.NONE));

      assertThat(last).isLessThan(first);
      assertThat(accuracy(probabilities)).isGreaterThan(0.5);
    }
  }

  @Test
  void trainingOnResizedCropsGivesTheSameBitsAgain() throws IOException {
    assertThat(trained(RESIZED)).isEqualTo(trained(RESIZED));
  }

  @Test
  void aBatchDoesNotDependOnTheThreadsThatDecodeIt() throws Exception {
    ImageBatches batches = batches("train", RESIZED);
    int[] which = IntStream.range(0, 20).toArray();
    ForkJoinPool alone = new ForkJoinPool(1);
    try (Network network = TinyNetworks.initialised(1);
        NDManager manager = network.newBatch()) {
      float[] parallel = pixels(batches, manager, which);
      float[] sequential = alone.submit(() -> pixels(batches, manager, which)).get();

      assertThat(parallel).isEqualTo(sequential);
    } finally {
      alone.shutdown();
    }
  }

  @Test
  void aDamagedImageIsNamed() throws IOException {
    Files.writeString(folder.resolve("test/image 3.jpg"), "no image");
    ImageBatches batches = batches("test", Augmentation.NONE);

    try (Network network = TinyNetworks.initialised(1);
        NDManager manager = network.newBatch()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> batches.plain(manager, new int[] {2, 3}))
          .withMessageContaining("test image 3 cannot be decoded");
    }
  }

  private static float[] pixels(ImageBatches batches, NDManager manager, int[] which) {
    Draws draws = Draws.of(1, "batch");
    NDArray batch = batches.augmented(manager, which, any -> draws);
    return batch.toFloatArray();
  }

  private List<List<Integer>> trained(Augmentation augmentation) throws IOException {
    try (Network network = TinyNetworks.with(SPEC, Architectures.initialise(SPEC, 1))) {
      train(network, augmentation, 1, 1);
      return network.tensors().stream().map(TinyNetworks::bits).toList();
    }
  }

  private double train(Network network, Augmentation augmentation, double epochs, long seed)
      throws IOException {
    TrainingSettings settings = new TrainingSettings(10, 0.9, 5e-4, augmentation);
    double[] probabilities = {0.25, 0.25, 0.25, 0.25};
    return new StageTrainer(
            network,
            batches("train", augmentation),
            probabilities,
            new CompensationLoss(new double[] {1, 1, 1, 1}),
            settings)
        .train(
            FreePositions.all(network),
            new TrainingPlan(epochs, 0.05, LearningRate.CONSTANT),
            new DrawStream(seed, 1, "train"),
            update -> {});
  }

  private ImageBatches batches(String split, Augmentation augmentation) throws IOException {
    Path file = folder.resolve(String.format(Locale.ROOT, "images-%s.arrow", split));
    ImageList.read(folder.resolve(split + ".txt"), folder)
        .images(SIZE)
        .toFile(split, INPUT, List.of("0", "1", "2", "3"))
        .write(file);
    return new ImageBatches(LabelledImages.of(ImagesFile.read(file)), INPUT, augmentation);
  }

  private static double accuracy(float[][] probabilities) {
    int[] labels = BandedImages.test().labels();
    return IntStream.range(0, labels.length)
            .filter(i -> Classifier.predicted(probabilities[i]) == labels[i])
            .count()
        / (double) labels.length;
  }
}
