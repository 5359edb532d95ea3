/**
 * What every step of the method has in common: a typed configuration with defaults and ranges,
 * named inputs and outputs that each hold one kind of artifact, and memoisation in the artifact
 * store.
 *
 * <pre>
 * artifact rows by input name ─┐
 *                              ├─ join by variant ─ step key ─ manifest there? ─ yes ─ its artifacts
 * configuration ───────────────┘                                     └─ no ─ compute, commit
 * </pre>
 *
 * <p>A step may have parts: steps of their own kind, with keys of their own, which are computed
 * side by side before the step that puts them together ({@code Parts}).
 */
@NullMarked
package org.longtail.transforms.step;

import org.jspecify.annotations.NullMarked;
