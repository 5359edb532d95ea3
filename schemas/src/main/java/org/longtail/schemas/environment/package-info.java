/**
 * What a step was computed on, as far as bits depend on it: processor, operating system, Java, and
 * what the engine ran on. It is noted in manifests, and is in no key.
 */
@NullMarked
package org.longtail.schemas.environment;

import org.jspecify.annotations.NullMarked;
