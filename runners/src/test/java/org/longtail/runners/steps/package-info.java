/** Tiny steps for the tests: numbers in text files, and their sum. */
@NullMarked
package org.longtail.runners.steps;

import org.jspecify.annotations.NullMarked;
