/**
 * Test-time learning (METHOD section 6): how much to trust each sub-model, image by image.
 *
 * <pre>
 * images ─────┐              ┌─ predictions: predictions.arrow, the aggregate's
 * sub_models ─┴─ TtlScoring ─┴─ sub_models:  sub-model-1.arrow ..., each sub-model's own
 * </pre>
 */
@NullMarked
package org.longtail.transforms.scoring;

import org.jspecify.annotations.NullMarked;
