/**
 * Group-preferred sampling and the compensation loss's offsets (equations 1 to 3): which classes
 * one stage draws how often, and how its loss makes up for it.
 *
 * <pre>
 * images ─┬─ GroupSampling ─ sampling: sampling.arrow, a row a class
 * whole ──┘  (whole: the split before images were held out of it, if any were)
 * </pre>
 */
@NullMarked
package org.longtail.transforms.sampling;

import org.jspecify.annotations.NullMarked;
