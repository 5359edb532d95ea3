package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.runs.RunHold;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;

/** How a run is that its record says goes on. */
class StoredRunTest {

  private static final String STARTED = "2026-01-01T00:00:00Z";

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

  @Test
  void fromAfarAProcessThatSleepsIsNotToldToHaveDied() {
    assertThat(StoredRun.signOfDeath("gs://bucket/store"))
        .isEqualTo("its process has given no sign of life for minutes: it died, or sleeps");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "PT0S", "PT1H"})
  void theStepsOfARunAreItsOwnWhateverTheClockOfAWorkerSays(Duration off) {
    finish("Earlier", off);
    RunRecord record = record(RunStatus.DONE, 1);
    finish("Own", off);

    StoredRun run = new StoredRun(record, folder, store);
    assertThat(run.finished()).extracting(RunEvent::step).containsExactly("Own");
    assertThat(run.ledger().steps()).extracting(FinishedStep::name).containsExactly("Own");
    assertThat(run.eventsBefore()).isEqualTo(1);
  }

  /** Earlier versions did not count the events before a run: their dates are all there is. */
  @Test
  void ofAnEarlierVersionARunBeginsWithItsFirstEventThatIsDatedSo() {
    finish("Earlier", Duration.ofHours(-1));
    RunRecord record = record(RunStatus.DONE, null);
    finish("Own", Duration.ofSeconds(1));
    finish("Behind", Duration.ofHours(-1));

    assertThat(new StoredRun(record, folder, store).finished())
        .extracting(RunEvent::step)
        .containsExactly("Own", "Behind");
  }

  private void finish(String step, Duration afterStart) {
    long time = Instant.parse(STARTED).plus(afterStart).toEpochMilli();
    folder.append(
        new RunEvent.Finished(step, "default", time, "type", step, false, 1, Map.of(), Map.of()));
  }

  private RunRecord read() {
    return StoredRun.read(store, "first").record();
  }

  private void record(@Nullable String master) {
    folder.write(RunRecord.FILE, record(RunStatus.RUNNING, master, 0).toJson());
  }

  private RunRecord record(RunStatus status, @Nullable Integer eventsBefore) {
    return RunRecord.of(record(status, null, eventsBefore).toJson());
  }

  private RunRecord record(
      RunStatus status, @Nullable String master, @Nullable Integer eventsBefore) {
    return new RunRecord(
        "first",
        status,
        "/pipeline.yaml",
        Map.of(),
        Map.of(),
        null,
        List.of(),
        master,
        store.uri(),
        "0.1.0",
        eventsBefore,
        STARTED,
        null,
        null);
  }
}
