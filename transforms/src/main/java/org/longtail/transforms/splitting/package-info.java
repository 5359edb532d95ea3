/**
 * Holds images of the training split out, on which pruning ratios are then chosen (METHOD section
 * 4), so that the test images choose nothing.
 *
 * <pre>
 * images ─ SelectionSplit ─┬─ train:     images-train.arrow
 *                          └─ selection: images-selection.arrow
 * </pre>
 */
@NullMarked
package org.longtail.transforms.splitting;

import org.jspecify.annotations.NullMarked;
