package org.longtail.schemas.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;

/** A step with one file of text, for the tests of stores. */
record StoredStep(StepKey key, String content) {

  static final String FILE = "sampling.arrow";

  static StoredStep named(String name) {
    return new StoredStep(
        StepKey.of("GroupSampling", "1.0.0", Map.of("name", name), Map.of()), "content of " + name);
  }

  /** Where the file is, relative to the store's root. */
  String file() {
    return key.folder() + "/" + FILE;
  }

  Manifest commit(ArtifactStore store) {
    try (StepBuild build = store.build(key)) {
      write(build);
      return commit(build);
    }
  }

  void write(StepBuild build) {
    try {
      Files.writeString(build.file(FILE), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Manifest commit(StepBuild build) {
    return build.commit(
        List.of(
            new StepBuild.Draft(
                "sampling",
                ArtifactKind.SAMPLING,
                FILE,
                Map.of("accuracy", 0.5, "few", Double.NaN))),
        this::manifest);
  }

  /** The manifest before there is any output. */
  Manifest manifest() {
    return manifest(List.of());
  }

  private Manifest manifest(List<Manifest.Output> outputs) {
    return new Manifest(
        key.type(),
        "1.0.0",
        key.digest(),
        Map.of("name", content, "epochs", List.of(1, 2), "groups", Map.of("few", 0)),
        Map.of("images", "ab".repeat(32)),
        outputs,
        1.5,
        "unpackaged",
        Map.of());
  }

  static Artifact artifact(Manifest manifest) {
    return manifest.artifact(manifest.outputs().get(0), "seed=1");
  }
}
