package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.longtail.images.ClassDraws;
import org.longtail.images.Draws;
import org.longtail.schemas.arrow.Tensor;

/**
 * Trains the free positions of a network for one stage: images drawn by the stage's class
 * probabilities, augmented, and the stage's compensation loss.
 */
public final class StageTrainer {

  private final Network network;
  private final ImageBatches batches;
  private final ClassDraws classDraws;
  private final CompensationLoss loss;
  private final TrainingSettings settings;

  /**
   * A trainer of a stage.
   *
   * @param network changed in place
   * @param batches the training images
   * @param probabilities of each class (equation 1), {@code [classes]}
   * @param loss the stage's loss
   */
  public StageTrainer(
      Network network,
      ImageBatches batches,
      double[] probabilities,
      CompensationLoss loss,
      TrainingSettings settings) {
    this.network = network;
    this.batches = batches;
    this.classDraws = ClassDraws.of(batches.images().labels(), probabilities);
    this.loss = loss;
    this.settings = settings;
  }

  /** Number of images that an epoch draws. */
  public int epochSize() {
    return batches.images().size();
  }

  /**
   * Trains from the network's present weights, with momentum from 0.
   *
   * @param free what may change of the decoupled tensors
   * @param plan how long and how fast
   * @param draws what is drawn
   * @return mean loss of the last epoch; NaN if nothing was trained
   * @throws TrainingException if the loss is not a number; names epoch and batch; or if the last
   *     update left a tensor with values that are none; names tensor and position
   */
  public double train(
      FreePositions free, TrainingPlan plan, DrawStream draws, ProgressListener progress) {
    int epochSize = epochSize();
    long total = Math.round(plan.epochs() * epochSize);
    long updates = updates(total, epochSize);
    double epochLoss = Double.NaN;
    long done = 0;
    long update = 0;
    try (MaskedSgd sgd = new MaskedSgd(network, free, settings)) {
      for (int epoch = 1; done < total; epoch++) {
        int size = (int) Math.min(epochSize, total - done);
        int[] order = Arrays.copyOf(classDraws.epoch(draws.images(epoch), epochSize), size);
        Draws augmentation = draws.augmentation(epoch);
        double lossSum = 0;
        for (int from = 0; from < size; from += settings.batchSize()) {
          int[] which =
              Arrays.copyOfRange(order, from, Math.min(size, from + settings.batchSize()));
          double batchLoss = gradients(which, augmentation);
          checkLoss(batchLoss, epoch, from / settings.batchSize() + 1);
          sgd.step(plan.schedule().at(plan.rate(), (double) update / updates));
          update++;
          done += which.length;
          lossSum += batchLoss * which.length;
          epochLoss = lossSum / (from + which.length);
          progress.progress(
              new ProgressListener.Update(
                  "epoch",
                  (double) done / epochSize,
                  plan.epochs(),
                  done,
                  OptionalDouble.of(epochLoss)));
        }
      }
    }
    if (update > 0) {
      checkWeights();
    }
    return epochLoss;
  }

  private long updates(long images, int epochSize) {
    long whole = images / epochSize;
    return whole * batchCount(epochSize) + batchCount(images % epochSize);
  }

  private long batchCount(long images) {
    return (images + settings.batchSize() - 1) / settings.batchSize();
  }

  private double gradients(int[] which, Draws augmentation) {
    try (NDManager manager = network.newBatch();
        GradientScope gradients = GradientScope.record()) {
      NDArray images = batches.augmented(manager, which, any -> augmentation);
      NDArray mean = loss.mean(network.logits(images, true), batches.labels(which));
      gradients.backward(mean);
      return mean.getFloat();
    }
  }

  private static void checkLoss(double batchLoss, int epoch, int batch) {
    if (!Double.isFinite(batchLoss)) {
      throw new TrainingException(
          "the loss is %s in epoch %d, batch %d; lower the learning rate or check the images"
              .formatted(batchLoss, epoch, batch));
    }
  }

  /** A loss tells of the weights before its update, so those after the last one are looked at. */
  private void checkWeights() {
    for (Tensor tensor : network.tensors()) {
      float[] values = tensor.values();
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          throw new TrainingException(
              "tensor '%s' is %s at position %d after the last update; lower the learning rate"
                  .formatted(tensor.name(), values[i], i));
        }
      }
    }
  }
}
