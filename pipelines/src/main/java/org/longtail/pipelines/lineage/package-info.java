/**
 * Where an artifact comes from: the manifests of a store, read backwards.
 *
 * <pre>
 * artifact ─ sha256 ─ StoreIndex ─ manifest: settings, version, code
 *                        ▲             │
 *                        └─ sha256 of each input ┘  until nothing but files outside the store is left
 * </pre>
 */
@NullMarked
package org.longtail.pipelines.lineage;

import org.jspecify.annotations.NullMarked;
