package org.longtail.schemas.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;

/** Finished steps with an Arrow file each, and runs that refer to them, in a folder. */
record StoredSteps(Path root) {

  static final String FILE = "sampling.arrow";

  ArtifactStore store() {
    return ArtifactStores.open(root.toString());
  }

  static StepKey key(String name) {
    return StepKey.of("GroupSampling", "1.0.0", Map.of("name", name), Map.of());
  }

  Path file(String step, String name) {
    return root.resolve(key(step).folder()).resolve(name);
  }

  Manifest commit(String name) {
    StepKey key = key(name);
    try (StepBuild build = store().build(key)) {
      new SamplingFile(
              Provenance.of(1, "many"), List.of(new SamplingFile.Row(0, name, 5, "many", 1, 1)))
          .write(build.file(FILE));
      return build.commit(
          List.of(new StepBuild.Draft("sampling", ArtifactKind.SAMPLING, FILE, Map.of())),
          outputs ->
              new Manifest(
                  key.type(),
                  "1.0.0",
                  key.digest(),
                  Map.of("name", name),
                  Map.of(),
                  outputs,
                  1.5,
                  "unpackaged",
                  Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run that has ended, which began at this hour and found these steps. */
  void run(String name, int hour, String... steps) {
    RunFolder run = store().run(name);
    run.write(
        "run.json",
        String.format(
            Locale.ROOT, "{\"status\": \"done\", \"started\": \"2026-01-31T%02d:00:00Z\"}", hour));
    for (String step : steps) {
      needs(name, step);
    }
  }

  void needs(String run, String step) {
    StepKey key = key(step);
    store().run(run).append(new RunEvent.Needed(step, "default", 0, key.type(), key.digest()));
  }
}
