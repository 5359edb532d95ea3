/**
 * Test-time learning (METHOD section 6): how much to trust each sub-model, image by image.
 *
 * <pre>
 * images ─────┐              ┌─ predictions: predictions.arrow, the aggregate's
 * sub_models ─┴─ TtlScoring ─┴─ sub_models:  sub-model-1.arrow ..., each sub-model's own
 * </pre>
 *
 * <p>What one network says of one shard of the images, as they are or in one view, is a part of the
 * step ({@code NetworkOutputs}): parts run side by side, and scorings that only weigh their outputs
 * otherwise share them.
 */
@NullMarked
package org.longtail.transforms.scoring;

import org.jspecify.annotations.NullMarked;
