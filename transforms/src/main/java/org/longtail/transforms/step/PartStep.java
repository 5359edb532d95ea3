package org.longtail.transforms.step;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.Manifest;

/** A part of a step, with what computes it. */
record PartStep(String name, MemoizedStep<?> step, Map<String, List<Artifact>> inputs) {

  /**
   * The part's output, from the store or computed.
   *
   * @param whole reporter of the step that this is a part of
   * @param options of that step; a step is forced with its parts
   */
  Artifact output(ArtifactStore store, StepReporter whole, StepOptions options) throws IOException {
    Manifest manifest = step.run(inputs, store, whole.part(name), options);
    if (manifest.outputs().size() != 1) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "part %s has %d outputs, not one", name, manifest.outputs().size()));
    }
    return manifest.artifact(manifest.outputs().get(0), whole.variant());
  }
}
