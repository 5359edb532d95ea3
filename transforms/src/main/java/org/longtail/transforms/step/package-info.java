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
 */
@NullMarked
package org.longtail.transforms.step;

import org.jspecify.annotations.NullMarked;
