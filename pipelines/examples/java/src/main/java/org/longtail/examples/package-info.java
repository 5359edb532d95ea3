/** Small programs that take single parts of Longtail into pipelines of their own. */
@NullMarked
package org.longtail.examples;

import org.jspecify.annotations.NullMarked;
