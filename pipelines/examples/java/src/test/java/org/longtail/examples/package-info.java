@NullMarked
package org.longtail.examples;

import org.jspecify.annotations.NullMarked;
