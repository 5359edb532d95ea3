package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.longtail.images.ClassDraws;
import org.longtail.images.Draws;
import org.longtail.schemas.arrow.Checkpoint;
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
  private final Checkpoints checkpoints;

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
    this(
        network,
        batches,
        ClassDraws.of(batches.images().labels(), probabilities),
        loss,
        settings,
        Checkpoints.NONE);
  }

  private StageTrainer(
      Network network,
      ImageBatches batches,
      ClassDraws classDraws,
      CompensationLoss loss,
      TrainingSettings settings,
      Checkpoints checkpoints) {
    this.network = network;
    this.batches = batches;
    this.classDraws = classDraws;
    this.loss = loss;
    this.settings = settings;
    this.checkpoints = checkpoints;
  }

  /**
   * This trainer, but it keeps its state after each epoch, and goes on from a state kept before.
   */
  public StageTrainer keeping(Checkpoints kept) {
    return new StageTrainer(network, batches, classDraws, loss, settings, kept);
  }

  /** Where this trainer keeps its state. */
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  /** Number of images that an epoch draws. */
  public int epochSize() {
    return batches.images().size();
  }

  /**
   * Trains from the network's present weights, with momentum from 0; or from where a training of
   * the same purpose was interrupted, after whole epochs, with the bits that it would have had.
   *
   * @param free what may change of the decoupled tensors
   * @param plan how long and how fast
   * @param draws what is drawn
   * @return mean loss of the last epoch; NaN if nothing was trained
   * @throws TrainingException if the engine computes the network wrongly on this processor; if the
   *     loss is not a number; names epoch and batch; or if the last update of an epoch left a
   *     tensor with values that are none; names tensor and position
   */
  public double train(
      FreePositions free, TrainingPlan plan, DrawStream draws, ProgressListener progress) {
    KernelCheck.require(network);
    int epochSize = epochSize();
    long total = Math.round(plan.epochs() * epochSize);
    long updates = updates(total, epochSize);
    try (Replicas replicas = Replicas.of(network, settings.replicas());
        MaskedSgd sgd = new MaskedSgd(network, free, settings)) {
      Optional<Checkpoint> last = checkpoints.last(draws.purpose());
      last.ifPresent(checkpoint -> restore(checkpoint, sgd));
      int epochsDone = last.map(Checkpoint::epoch).orElse(0);
      double epochLoss = last.map(Checkpoint::loss).orElse(Double.NaN);
      long done = Math.min(total, (long) epochsDone * epochSize);
      long update = updates(done, epochSize);
      for (int epoch = epochsDone + 1; done < total; epoch++) {
        int size = (int) Math.min(epochSize, total - done);
        int[] order = Arrays.copyOf(classDraws.epoch(draws.images(epoch), epochSize), size);
        Draws augmentation = draws.augmentation(epoch);
        double lossSum = 0;
        for (int from = 0; from < size; from += settings.batchSize()) {
          int[] which =
              Arrays.copyOfRange(order, from, Math.min(size, from + settings.batchSize()));
          double batchLoss = gradients(replicas, which, augmentation);
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
        keep(draws.purpose(), epoch, epochLoss, free, sgd);
      }
      return epochLoss;
    }
  }

  private void restore(Checkpoint checkpoint, MaskedSgd sgd) {
    network.load(checkpoint.weights());
    sgd.load(checkpoint.momentum());
  }

  private void keep(
      String purpose, int epoch, double epochLoss, FreePositions free, MaskedSgd sgd) {
    List<Tensor> weights = network.tensors();
    List<Tensor> momentum = sgd.momentum();
    // Kept as they are, such values would spoil whatever goes on from here.
    requireNumbers("tensor", weights, epoch);
    requireNumbers("momentum of tensor", momentum, epoch);
    if (checkpoints != Checkpoints.NONE) {
      checkpoints.keep(
          new Checkpoint(purpose, epoch, epochLoss, weights, momentum, free.toMasks(network)));
    }
  }

  private long updates(long images, int epochSize) {
    long whole = images / epochSize;
    return whole * batchCount(epochSize) + batchCount(images % epochSize);
  }

  private long batchCount(long images) {
    return (images + settings.batchSize() - 1) / settings.batchSize();
  }

  private double gradients(Replicas replicas, int[] which, Draws augmentation) {
    return replicas.gradients(
        which,
        (replica, part) -> {
          NDArray images = batches.augmented(replica.manager(), part, any -> augmentation);
          return loss.share(replica.logits(images), batches.labels(part), which.length);
        });
  }

  private static void checkLoss(double batchLoss, int epoch, int batch) {
    if (!Double.isFinite(batchLoss)) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "the loss is %s in epoch %d, batch %d; lower the learning rate or check the images",
              batchLoss,
              epoch,
              batch));
    }
  }

  /**
   * A loss tells of the weights before its update, so those after an epoch's last are looked at.
   */
  private static void requireNumbers(String what, List<Tensor> tensors, int epoch) {
    for (Tensor tensor : tensors) {
      float[] values = tensor.values();
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          throw new TrainingException(
              String.format(
                  Locale.ROOT,
                  "%s '%s' is %s at position %d after the last update of epoch %d; lower the learning rate",
                  what,
                  tensor.name(),
                  values[i],
                  i,
                  epoch));
        }
      }
    }
  }
}
