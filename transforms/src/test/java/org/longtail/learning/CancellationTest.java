package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.longtail.images.Augmentation;
import org.longtail.images.Draws;
import org.longtail.images.InterruptingImages;
import org.longtail.schemas.NetworkSpec;

/** Whoever is interrupted in the middle of a computation goes through no other image. */
class CancellationTest {

  private static final List<Float> GREY = Collections.nCopies(3, 0.5f);
  private static final NetworkSpec.Input INPUT =
      new NetworkSpec.Input(3, InterruptingImages.SIDE, InterruptingImages.SIDE, GREY, GREY);
  private static final NetworkSpec SPEC = new NetworkSpec("cifar_resnet", 8, 2, 4, INPUT);
  private static final double[] EQUAL = {0.25, 0.25, 0.25, 0.25};
  private static final int[] CLASSES = {0, 1, 2, 3};
  private static final int IMAGES = 600;

  /** In the second batch, or the second class. */
  private static final int LAST = 200;

  private final CompensationLoss loss = new CompensationLoss(EQUAL);
  private final InterruptingImages images = new InterruptingImages(LAST);

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void trainingEnds() {
    assertEnds(
        (network, batches) ->
            new StageTrainer(
                    network,
                    batches,
                    EQUAL,
                    loss,
                    new TrainingSettings(64, 0.9, 5e-4, Augmentation.NONE))
                .train(
                    FreePositions.all(network),
                    new TrainingPlan(1, 0.01, LearningRate.CONSTANT),
                    new DrawStream(1, 1, "train"),
                    ProgressListener.SILENT));
  }

  @Test
  void taylorImportanceEnds() {
    assertEnds(
        (network, batches) ->
            Criterion.TAYLOR.scores(network, loss, CLASSES, new ClassBatches(network, batches)));
  }

  @Test
  void fisherImportanceEnds() {
    assertEnds(
        (network, batches) ->
            Criterion.FISHER.scores(network, loss, CLASSES, new ClassBatches(network, batches)));
  }

  @Test
  void scoringEnds() {
    assertEnds(Classifier::probabilities);
  }

  @Test
  void scoringOfViewsEnds() {
    assertEnds(
        (network, batches) ->
            Classifier.viewLogits(network, batches, image -> Draws.of(1, "view", image)));
  }

  @Test
  void lookingForDamagedImagesEnds() {
    assertCancelled(() -> images.split(IMAGES).checkDecodable());
  }

  private void assertEnds(BiConsumer<Network, ImageBatches> computation) {
    try (Network network = TinyNetworks.with(SPEC, Architectures.initialise(SPEC, 1))) {
      ImageBatches batches =
          new ImageBatches(images.split(IMAGES), INPUT, new Augmentation(1, true));
      assertCancelled(() -> computation.accept(network, batches));
    }
  }

  /** Images that other threads decode just then come to their end. */
  private void assertCancelled(ThrowingCallable computation) {
    assertThatThrownBy(computation).isInstanceOf(CancellationException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(images.readAfterwards())
        .isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }
}
