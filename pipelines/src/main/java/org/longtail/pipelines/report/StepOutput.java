package org.longtail.pipelines.report;

import java.nio.file.Path;
import java.util.Locale;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;
import org.longtail.schemas.store.StoreException;

/** Finds what a finished step left in the store. */
final class StepOutput {

  private StepOutput() {}

  /**
   * The file of a step's first output of a kind.
   *
   * @throws StoreException if it is missing from the store or damaged
   */
  static Path fetch(RunEvent.Finished event, ArtifactKind kind, ArtifactStore store) {
    Manifest manifest =
        store
            .find(new StepKey(event.type(), event.key()))
            .orElseThrow(() -> missing(event, "its manifest"));
    Artifact artifact =
        manifest.outputs().stream()
            .map(output -> manifest.artifact(output, event.variant()))
            .filter(output -> output.kind() == kind)
            .findFirst()
            .orElseThrow(() -> missing(event, "an output of kind " + kind.id()));
    return store.fetch(artifact);
  }

  private static StoreException missing(RunEvent.Finished event, String what) {
    return new StoreException(
        String.format(
            Locale.ROOT,
            "step %s (%s): %s is not in the store; run again and it is computed anew",
            event.step(),
            event.key(),
            what));
  }
}
