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
 */
@NullMarked
package org.longtail.schemas.store;

import org.jspecify.annotations.NullMarked;
