package org.longtail.transforms.pruning;

import java.util.Locale;
import java.util.Objects;
import org.longtail.images.Augmentation;
import org.longtail.learning.Criterion;
import org.longtail.learning.TrainingSettings;

/**
 * How a stage is pruned and retrained.
 *
 * @param seed the run's seed
 * @param criterion what makes a weight important
 * @param scope what is ranked together
 * @param steps pruning steps Δt from one ratio to the next, at least 1
 * @param retrainEpochs epochs after each step, at least 0
 * @param retrainRate learning rate of the retraining, above 0
 * @param training batches, momentum and weight decay of the retraining
 */
public record PruningSettings(
    long seed,
    Criterion criterion,
    Scope scope,
    int steps,
    double retrainEpochs,
    double retrainRate,
    TrainingSettings training) {

  /** The settings of a complete configuration. */
  public static PruningSettings of(ProgressivePruningConfig config) {
    return new PruningSettings(
        config.getSeed(),
        Criterion.of(config.getCriterion()),
        Scope.valueOf(config.getScope().toUpperCase(Locale.ROOT)),
        config.getSteps(),
        config.getRetrainEpochs(),
        config.getLearningRate(),
        new TrainingSettings(
            config.getBatchSize(),
            Objects.requireNonNullElse(config.getReplicas(), 1),
            config.getMomentum(),
            config.getWeightDecay(),
            Augmentation.of(
                config.getCrop(),
                config.getCropPadding(),
                config.getFlip(),
                config.getColourJitter())));
  }
}
