/**
 * The artifact store: every finished step under its key, its manifest written last.
 *
 * <pre>
 * steps/&lt;type&gt;/&lt;key&gt;/manifest.json   the commit: there or not there
 * steps/&lt;type&gt;/&lt;key&gt;/*.arrow         outputs, checked by size and sha256 on every read
 * building/&lt;type&gt;/&lt;key&gt;/             files of a running build, and its lock
 * damaged/&lt;type&gt;/                      what was found damaged, kept aside
 * runs/&lt;run&gt;/                      what a run leaves behind, see {@code runs}
 * </pre>
 *
 * <p>{@link org.longtail.schemas.store.ArtifactStores} opens a store: in a folder ({@code
 * Local...}) or in a bucket of Google Cloud Storage ({@code Gcs...}), where a lease takes the place
 * of the lock, files being built stay on the machine that builds them, and a run's newest events
 * are in {@code runs/<run>/events/} until they are joined to its {@code events.jsonl}.
 */
@NullMarked
package org.longtail.schemas.store;

import org.jspecify.annotations.NullMarked;
