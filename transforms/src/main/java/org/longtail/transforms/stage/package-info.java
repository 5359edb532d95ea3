/**
 * One stage of Decoupled Optimisation as one transform: the steps of a stage, wired.
 *
 * <pre>
 * images ────┐   GroupSampling ─ TrainStage ─ ImportanceScores ─ GammaSweep ─ ProgressivePruning ─ FreezeMask
 * selection ─┤                                                                                       │
 * start ─────┼─ DecoupledStage ─┬─ weights:  the sub-model                                           │
 * frozen ────┘                  ├─ mask:     the positions that now belong to the stage  ◄───────────┘
 *                               ├─ next:     where the next stage begins; none after the last
 *                               ├─ sampling: what the stage drew
 *                               └─ sweep:    accuracy by ratio, where there was a sweep
 * </pre>
 *
 * Each step keeps its place in the store: a stage of this transform and one that is written out
 * step by step share what they compute.
 */
@NullMarked
package org.longtail.transforms.stage;

import org.jspecify.annotations.NullMarked;
