/**
 * Trains the free positions of a network for one stage (METHOD sections 0 to 2). Positions that
 * earlier stages froze take part in the forward pass and never change.
 *
 * <pre>
 * images ───┐
 * sampling ─┤
 * start ────┼─ TrainStage ─ weights: weights.arrow
 * frozen ───┘  (start and frozen: from the stage before, none in the first)
 * </pre>
 *
 * <p>A training is one step, on one machine. Of {@code replicas}, copies of the network that share
 * each batch, it puts each on another GPU while there is one.
 */
@NullMarked
package org.longtail.transforms.training;

import org.jspecify.annotations.NullMarked;
