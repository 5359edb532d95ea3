/**
 * Freezes what a stage keeps, stores its sub-model, and re-initialises the rest for the next stage
 * (METHOD section 5).
 *
 * <pre>
 * weights ─┐              ┌─ weights: weights.arrow, the sub-model
 * mask ────┼─ FreezeMask ─┼─ mask:    mask.arrow, the positions that now belong to the stage
 * frozen ──┘              └─ next:    next.arrow, where the next stage begins
 * </pre>
 *
 * Without {@code mask} the stage is the last one: all that is left belongs to it, and there is no
 * {@code next}.
 */
@NullMarked
package org.longtail.transforms.freezing;

import org.jspecify.annotations.NullMarked;
