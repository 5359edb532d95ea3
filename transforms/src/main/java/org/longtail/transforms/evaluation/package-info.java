/**
 * Accuracy and mean lambda by class group (METHOD section 7).
 *
 * <pre>
 * predictions ─┐
 * sampling ────┴─ Evaluate ─ evaluation: evaluation.arrow
 * </pre>
 */
@NullMarked
package org.longtail.transforms.evaluation;

import org.jspecify.annotations.NullMarked;
