/**
 * What the step types tell of themselves, for people and for editors: {@code docs/TRANSFORMS.md}, a
 * JSON Schema of pipeline files, and the listing of {@code longtail transforms}.
 */
@NullMarked
package org.longtail.pipelines.reference;

import org.jspecify.annotations.NullMarked;
