package org.longtail.learning;

import org.longtail.images.Draws;

/**
 * Names the draws of one piece of training, so that they are a pure function of seed, stage,
 * purpose and epoch (METHOD section 1).
 *
 * @param seed the run's seed
 * @param stage 1..T
 * @param purpose what is trained, such as {@code train}
 */
public record DrawStream(long seed, int stage, String purpose) {

  /** Draws of the classes and images of an epoch. */
  Draws images(int epoch) {
    return Draws.of(seed, "images", stage, purpose, epoch);
  }

  /** Draws of the augmentation of an epoch. */
  Draws augmentation(int epoch) {
    return Draws.of(seed, "augmentation", stage, purpose, epoch);
  }
}
