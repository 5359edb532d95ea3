package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.runs.RunHold;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;

/** How a run is that its record says goes on. */
class StoredRunTest {

  private final ArtifactStore store;
  private final RunFolder folder;

  StoredRunTest(@TempDir Path root) {
    this.store = ArtifactStores.open(root.toString());
    this.folder = store.run("first");
  }

  @Test
  void aRunWhoseProcessIsThereGoesOn() {
    try (RunHold hold = folder.hold().orElseThrow()) {
      assertThat(hold).isNotNull();
      record(null);

      assertThat(read().status()).isEqualTo(RunStatus.RUNNING);
    }
  }

  @Test
  void aRunWhoseProcessDiedHasFailedAtNobodyKnowsWhatTime() {
    folder.hold().orElseThrow().close();
    record(null);

    assertThat(read().status()).isEqualTo(RunStatus.FAILED);
    assertThat(read().error()).contains("its process died; run it again");
    assertThat(read().ended()).isNull();
  }

  @Test
  void aRunOnAClusterGoesOnWithoutTheProcessThatBeganIt() {
    folder.hold().orElseThrow().close();
    record("127.0.0.1:8081");

    assertThat(read().status()).isEqualTo(RunStatus.RUNNING);
  }

  private RunRecord read() {
    return StoredRun.read(store, "first").record();
  }

  private void record(@Nullable String master) {
    RunRecord record =
        new RunRecord(
            "first",
            RunStatus.RUNNING,
            "/pipeline.yaml",
            Map.of(),
            Map.of(),
            null,
            List.of(),
            master,
            store.uri(),
            "0.1.0",
            "2026-01-01T00:00:00Z",
            null,
            null);
    folder.write(RunRecord.FILE, record.toJson());
  }
}
