package org.longtail.learning;

import java.util.Locale;

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
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "epochs %s: must be at least 0", epochs));
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "learning rate %s: must be above 0", rate));
    }
  }
}
