package org.longtail.pipelines.plan;

import java.util.Optional;
import org.longtail.schemas.Artifact;

/**
 * An artifact row that a collection will hold.
 *
 * @param from the step that gives it, or the transform
 * @param artifact the row; nothing while it is still to be made
 * @param made whether its step makes it for sure, where it is still to be made
 */
record Expected(String from, Optional<Artifact> artifact, boolean made) {

  /** Whether the row is known before anything runs. */
  boolean known() {
    return artifact.isPresent();
  }

  static Expected stored(String from, Artifact artifact) {
    return new Expected(from, Optional.of(artifact), false);
  }

  static Expected pending(String from, boolean made) {
    return new Expected(from, Optional.empty(), made);
  }
}
