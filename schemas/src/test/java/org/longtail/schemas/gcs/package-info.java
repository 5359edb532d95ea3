/** A server of Google Cloud Storage's JSON API for tests, which can be told to misbehave. */
@NullMarked
package org.longtail.schemas.gcs;

import org.jspecify.annotations.NullMarked;
