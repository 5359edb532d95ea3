package org.longtail.transforms.pruning;

import org.longtail.learning.TrainingSettings;

/**
 * How a stage is pruned and retrained.
 *
 * @param seed the run's seed
 * @param scope what is ranked together
 * @param steps pruning steps Δt from one ratio to the next, at least 1
 * @param retrainEpochs epochs after each step, at least 0
 * @param retrainRate learning rate of the retraining, above 0
 * @param training batches, momentum and weight decay of the retraining
 */
public record PruningSettings(
    long seed,
    Scope scope,
    int steps,
    double retrainEpochs,
    double retrainRate,
    TrainingSettings training) {}
