package org.longtail.learning;

/**
 * How long and how fast to train.
 *
 * @param epochs at least 0; a fraction of an epoch is that share of its draws
 * @param rate learning rate, above 0
 * @param schedule of the rate over the epochs
 */
public record TrainingPlan(double epochs, double rate, LearningRate schedule) {

  public TrainingPlan {
    if (!(epochs >= 0)) {
      throw new IllegalArgumentException("epochs %s: must be at least 0".formatted(epochs));
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException("learning rate %s: must be above 0".formatted(rate));
    }
  }
}
