/**
 * What flows between steps: small {@link org.longtail.schemas.Artifact} rows that point at Arrow
 * files. The files' layouts are in {@code arrow}, the place they are kept in {@code store}, what a
 * run leaves behind in {@code runs}.
 */
@NullMarked
package org.longtail.schemas;

import org.jspecify.annotations.NullMarked;
