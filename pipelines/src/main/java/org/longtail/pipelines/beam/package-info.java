/**
 * Transforms of Beam's own that a pipeline file may name beside the steps: they bring rows to the
 * steps, and take the steps' rows elsewhere. Nothing of them is kept in the store.
 */
@NullMarked
package org.longtail.pipelines.beam;

import org.jspecify.annotations.NullMarked;
