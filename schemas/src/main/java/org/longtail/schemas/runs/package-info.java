/** What a run leaves behind: its pipeline file, its events line by line, and its result. */
@NullMarked
package org.longtail.schemas.runs;

import org.jspecify.annotations.NullMarked;
