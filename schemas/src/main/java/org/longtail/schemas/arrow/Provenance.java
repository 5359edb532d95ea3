package org.longtail.schemas.arrow;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.longtail.schemas.store.StoreException;

/**
 * Which stage of the method an artifact belongs to, kept in the file's schema metadata.
 *
 * @param stage 1..T
 * @param group the class group of the stage, such as {@code many}
 * @param gamma the pruning ratio that the file's state has reached, where there is one
 */
public record Provenance(int stage, String group, OptionalDouble gamma) {

  private static final String STAGE = "longtail.stage";
  private static final String GROUP = "longtail.group";
  private static final String GAMMA = "longtail.gamma";

  public Provenance {
    if (stage < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "stage %d: must be at least 1", stage));
    }
  }

  /** A stage's artifact before any pruning. */
  public static Provenance of(int stage, String group) {
    return new Provenance(stage, group, OptionalDouble.empty());
  }

  /** The same stage at a pruning ratio. */
  public Provenance at(double ratio) {
    return new Provenance(stage, group, OptionalDouble.of(ratio));
  }

  /** This as schema metadata. */
  Map<String, String> toMetadata() {
    Map<String, String> metadata = new HashMap<>();
    metadata.put(STAGE, Integer.toString(stage));
    metadata.put(GROUP, group);
    gamma.ifPresent(ratio -> metadata.put(GAMMA, Double.toString(ratio)));
    return metadata;
  }

  static Provenance fromMetadata(Path path, Map<String, String> metadata) {
    String stage = metadata.get(STAGE);
    String group = metadata.get(GROUP);
    if (stage == null || group == null) {
      throw new StoreException(
          String.format(
              Locale.ROOT, "%s: schema metadata lacks %s or %s: %s", path, STAGE, GROUP, metadata));
    }
    String gamma = metadata.get(GAMMA);
    return new Provenance(
        Integer.parseInt(stage),
        group,
        gamma == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(gamma)));
  }
}
