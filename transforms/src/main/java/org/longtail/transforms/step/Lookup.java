package org.longtail.transforms.step;

import java.util.Optional;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.DamagedStepException;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;

/**
 * What a look for a step in the store came to.
 *
 * @param whole the manifest, if the step is finished and not damaged
 * @param damage what is wrong with the step, if it is finished and damaged
 */
public record Lookup(Optional<Manifest> whole, Optional<String> damage) {

  /** Looks for a step. */
  public static Lookup of(ArtifactStore store, StepKey key) {
    try {
      Optional<Manifest> manifest = store.find(key);
      Optional<String> damage = manifest.flatMap(store::damage);
      return damage.map(Lookup::damaged).orElseGet(() -> new Lookup(manifest, damage));
    } catch (DamagedStepException e) {
      return damaged(String.valueOf(e.getMessage()));
    }
  }

  private static Lookup damaged(String reason) {
    return new Lookup(Optional.empty(), Optional.of(reason));
  }
}
