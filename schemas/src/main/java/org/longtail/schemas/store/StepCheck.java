package org.longtail.schemas.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.longtail.schemas.Artifact;

/** Reads finished steps whole, to know whether they are as they were committed. */
public final class StepCheck {

  private StepCheck() {}

  /**
   * What is wrong with a step: its manifest, or each file that is not as the manifest says. Nothing
   * if there is no manifest.
   */
  public static List<String> damage(ArtifactStore store, StepKey key) {
    List<String> damage = new ArrayList<>();
    try {
      Optional<Manifest> manifest = store.find(key);
      manifest.ifPresent(found -> damage.addAll(damage(store, found)));
    } catch (DamagedStepException e) {
      damage.add(String.valueOf(e.getMessage()));
    }
    return damage;
  }

  private static List<String> damage(ArtifactStore store, Manifest manifest) {
    List<String> damage = new ArrayList<>();
    for (Manifest.Output output : manifest.outputs()) {
      try {
        store.fetch(manifest.artifact(output, Artifact.DEFAULT_VARIANT));
      } catch (DamagedStepException e) {
        damage.add(String.valueOf(e.getMessage()));
      }
    }
    return damage;
  }

  /**
   * Sets a step aside that somebody found damaged, once it is nobody's turn to build it; unless it
   * has been mended meanwhile.
   *
   * @return where its files are kept; empty if nothing is wrong with it any more
   */
  public static Optional<String> setAside(ArtifactStore store, StepKey key) {
    try (StepBuild turn = store.build(key)) {
      return damage(store, key).isEmpty() ? Optional.empty() : Optional.of(store.quarantine(key));
    }
  }
}
