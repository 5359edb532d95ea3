package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;

/** Which of a store's runs is the latest. */
@Tag("elsewhere")
class RunHistoryTest {

  private static final String FILE = Path.of("pipeline.yaml").toAbsolutePath().toString();

  private final ArtifactStore store;
  private final RunHistory history;

  RunHistoryTest(@TempDir Path root) {
    this.store = ArtifactStores.open(root.toString());
    this.history = new RunHistory(StorePlace.of(root.toString()));
  }

  @Test
  void ofTwoRunsInTheSameSecondTheOneWithTheFractionIsTheLater() {
    record("whole", "2026-01-01T00:00:00Z");
    record("fraction", "2026-01-01T00:00:00.250Z");
    record("finer", "2026-01-01T00:00:00.250001Z");

    assertThat(names()).containsExactly("finer", "fraction", "whole");
    assertThat(history.latestOf(Path.of(FILE))).map(StoredRun::name).hasValue("finer");
  }

  @Test
  void runsAreInOrderWhereTheClockIsPutBackAndTheirNamesAreNot() {
    record("20261025-025500-aaaa", "2026-10-25T00:55:00Z");
    record("20261025-021000-bbbb", "2026-10-25T01:10:00Z");

    assertThat(names()).containsExactly("20261025-021000-bbbb", "20261025-025500-aaaa");
  }

  private List<String> names() {
    return history.readable().stream().map(StoredRun::name).toList();
  }

  private void record(String run, String started) {
    RunRecord record =
        new RunRecord(
            run,
            RunStatus.DONE,
            FILE,
            Map.of(),
            Map.of(),
            store.uri(),
            "0.1.0",
            started,
            "2026-12-01T00:00:00Z",
            null);
    store.run(run).write(RunRecord.FILE, record.toJson());
  }
}
