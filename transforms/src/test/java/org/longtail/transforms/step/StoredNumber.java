package org.longtail.transforms.step;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;

/** Puts numbers into a store, for steps to take in. */
final class StoredNumber {

  private StoredNumber() {}

  static Artifact of(long number, ArtifactKind kind, String variant, ArtifactStore store)
      throws IOException {
    Map<String, Object> config = Map.of("number", number, "kind", kind.id());
    StepKey key = StepKey.of("Number", "1.0.0", config, Map.of());
    Manifest manifest;
    try (StepBuild build = store.build(key)) {
      Files.writeString(build.file("number.txt"), Long.toString(number));
      List<StepBuild.Draft> drafts =
          List.of(new StepBuild.Draft("number", kind, "number.txt", Map.of()));
      manifest =
          store
              .find(key)
              .orElseGet(
                  () ->
                      build.commit(
                          drafts,
                          outputs ->
                              new Manifest(
                                  key.type(),
                                  "1.0.0",
                                  key.digest(),
                                  config,
                                  Map.of(),
                                  outputs,
                                  0,
                                  "unpackaged",
                                  Map.of())));
    }
    return manifest.artifact(manifest.outputs().get(0), variant);
  }
}
