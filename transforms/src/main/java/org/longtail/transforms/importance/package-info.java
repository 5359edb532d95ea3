/**
 * How much every decoupled weight matters to the stage's class group (METHOD section 3).
 *
 * <pre>
 * images ───┐
 * sampling ─┼─ ImportanceScores ─ importance: importance.arrow
 * weights ──┘
 * </pre>
 */
@NullMarked
package org.longtail.transforms.importance;

import org.jspecify.annotations.NullMarked;
