package org.longtail.learning;

import java.util.Locale;
import org.longtail.images.Augmentation;

/**
 * How batches are made and weights updated.
 *
 * @param batchSize images in a batch, at least 1
 * @param replicas how many parts a batch is cut into, each passed through a copy of the network
 *     (data parallelism), from 1 to the batch size
 * @param momentum in [0, 1)
 * @param weightDecay at least 0
 * @param augmentation random crop and flip of the training images
 */
public record TrainingSettings(
    int batchSize, int replicas, double momentum, double weightDecay, Augmentation augmentation) {

  public TrainingSettings {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "batch size %d: must be at least 1", batchSize));
    }
    if (replicas < 1 || replicas > batchSize) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "replicas %d: must be from 1 to the batch size, which is %d",
              replicas,
              batchSize));
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "momentum %s: must be in [0, 1)", momentum));
    }
    if (!(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "weight decay %s: must be at least 0", weightDecay));
    }
  }

  /** Settings for a network of which there are no copies. */
  public TrainingSettings(
      int batchSize, double momentum, double weightDecay, Augmentation augmentation) {
    this(batchSize, 1, momentum, weightDecay, augmentation);
  }
}
