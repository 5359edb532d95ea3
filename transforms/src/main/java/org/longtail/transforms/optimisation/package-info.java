/**
 * Decoupled Optimisation as one transform: its stages, one after another.
 *
 * <pre>
 * images ────┐                                              ┌─ sub_models: the sub-model of each stage
 * selection ─┼─ DecoupledOptimisation ──────────────────────┼─ masks:      what each stage froze
 * start ─────┘  stage 1 ─ next, mask ─ stage 2 ─ ... ─ T    ├─ sampling:   of the first stage, with the groups
 *                                                           ├─ samplings, trained: of each stage
 *                                                           └─ sweeps:     of the stages that had one
 * </pre>
 */
@NullMarked
package org.longtail.transforms.optimisation;

import org.jspecify.annotations.NullMarked;
