/**
 * Reads weights that were trained elsewhere, such as on ImageNet, into the store, where the first
 * stage begins with them (METHOD section 8: ResNet-152 on Places-LT).
 *
 * <pre>
 * weights.arrow ─┐
 *                ├─ ReadWeights ─ weights: weights.arrow, for the images
 * images ────────┘  (images: none to take the file as it is)
 * </pre>
 */
@NullMarked
package org.longtail.transforms.pretrained;

import org.jspecify.annotations.NullMarked;
