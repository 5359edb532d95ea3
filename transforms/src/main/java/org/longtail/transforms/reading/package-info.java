/**
 * Reads a data set's images into the store, where every other step finds them.
 *
 * <pre>
 * files ─ ReadImages ─┬─ train: images-train.arrow
 *                     └─ test:  images-test.arrow
 * </pre>
 */
@NullMarked
package org.longtail.transforms.reading;

import org.jspecify.annotations.NullMarked;
