/**
 * Removes the weights that matter least to a stage's group, a few at a time, retraining the rest in
 * between (METHOD section 4, equation 4).
 *
 * <pre>
 * images, sampling, frozen ─┐
 * weights, masks ───────────┼─ ProgressivePruning ─┬─ weights: weights.arrow
 * sweep, importance ────────┘                      └─ mask:    mask.arrow
 * </pre>
 *
 * After a sweep, {@code weights} and {@code masks} hold the state at each of its ratios: the one at
 * gamma is taken over, not computed again.
 */
@NullMarked
package org.longtail.transforms.pruning;

import org.jspecify.annotations.NullMarked;
