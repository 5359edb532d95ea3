/**
 * Accuracy against the pruning ratio gamma (METHOD section 4): prunes a trained stage ratio by
 * ratio, scores each on the selection split, and chooses one.
 *
 * <pre>
 * images, sampling, frozen ─┐              ┌─ sweep:   sweep.arrow, a row a ratio
 * weights, importance ──────┼─ GammaSweep ─┼─ weights: the state at each ratio
 * selection ────────────────┘              └─ masks:   its mask
 *
 * inside, chained:      ratio 0 ─ ratio 0.1 ─ ... ─ ratio 0.9 ─ choice
 *
 *                        ┌─ ratio 0   ─┐
 * inside, independent: ──┼─ ratio 0.1 ─┼─ choice
 *                        └─ ...       ─┘
 * </pre>
 *
 * What a larger ratio keeps, a smaller one keeps too where they are chained; where they are
 * independent that need not be so, as each is scored and retrained on its own. Each ratio is a step
 * of its own in the store, so that choosing another gamma prunes nothing again.
 */
@NullMarked
package org.longtail.transforms.sweep;

import org.jspecify.annotations.NullMarked;
