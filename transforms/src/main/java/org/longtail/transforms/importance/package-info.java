/**
 * How much every decoupled weight matters to the stage's class group (METHOD section 3), by Taylor
 * importance, Fisher information, or the weight's magnitude.
 *
 * <pre>
 * images ───┐
 * sampling ─┼─ ImportanceScores ─ importance: importance.arrow
 * weights ──┘
 * </pre>
 *
 * <p>Of a large group, the sums over some classes each are parts of the step ({@code
 * PartialScores}) that run side by side.
 */
@NullMarked
package org.longtail.transforms.importance;

import org.jspecify.annotations.NullMarked;
