/**
 * The Arrow layouts, one class a kind, all in the IPC file format. Every file's schema carries
 * {@code longtail.kind} and {@code longtail.version}, the version of the layouts, without which no
 * file is read; files that belong to a stage carry {@code longtail.stage}, files with weights
 * {@code longtail.network}.
 */
@NullMarked
package org.longtail.schemas.arrow;

import org.jspecify.annotations.NullMarked;
