package org.longtail.transforms.step;

import java.io.Serializable;
import org.longtail.schemas.ArtifactKind;

/**
 * A named input or output of a step.
 *
 * @param name as in a pipeline file
 * @param kind what the artifacts hold
 * @param count how many artifacts of one variant it takes or gives
 * @param description for a person
 */
public record Port(String name, ArtifactKind kind, Count count, String description)
    implements Serializable {

  /** How many artifacts of one variant a port holds. */
  public enum Count {
    ONE,
    OPTIONAL,
    MANY;

    boolean allows(int artifacts) {
      return switch (this) {
        case ONE -> artifacts == 1;
        case OPTIONAL -> artifacts <= 1;
        case MANY -> true;
      };
    }
  }

  /** A port with exactly one artifact. */
  public static Port one(String name, ArtifactKind kind, String description) {
    return new Port(name, kind, Count.ONE, description);
  }

  /** A port that may be left unconnected. */
  public static Port optional(String name, ArtifactKind kind, String description) {
    return new Port(name, kind, Count.OPTIONAL, description);
  }

  /** A port with any number of artifacts, none included. */
  public static Port many(String name, ArtifactKind kind, String description) {
    return new Port(name, kind, Count.MANY, description);
  }
}
