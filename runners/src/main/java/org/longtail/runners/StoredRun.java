package org.longtail.runners;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.StoreException;

/**
 * A run that a store keeps.
 *
 * @param record its record
 * @param finished its finished steps, each once for every variant
 */
record StoredRun(RunRecord record, List<RunEvent.Finished> finished) {

  /**
   * Reads a run.
   *
   * @throws StoreException if there is no such run
   */
  static StoredRun read(ArtifactStore store, String run) {
    RunFolder folder = store.run(run);
    RunRecord record =
        folder
            .read(RunRecord.FILE)
            .map(RunRecord::of)
            .orElseThrow(() -> new StoreException("there is no such run in " + store.uri()));
    return new StoredRun(record, finished(folder, record));
  }

  /**
   * Reads a run that is done.
   *
   * @throws StoreException if there is no such run, if it goes on still, or failed
   */
  static StoredRun done(ArtifactStore store, String run) {
    StoredRun stored = read(store, run);
    if (stored.record().status() != RunStatus.DONE) {
      String error = stored.record().error();
      throw new StoreException(
          error == null
              ? "it is not done, but " + stored.record().status().word()
              : "it failed: " + error);
    }
    return stored;
  }

  /** The steps of the run itself: an earlier run of the same name has left its events too. */
  private static List<RunEvent.Finished> finished(RunFolder folder, RunRecord record) {
    long started = Instant.parse(record.started()).toEpochMilli();
    Map<List<String>, RunEvent.Finished> finished = new LinkedHashMap<>();
    for (RunEvent event : folder.events(0)) {
      if (event.time() < started) {
        continue;
      }
      if (event instanceof RunEvent.Finished done) {
        finished.putIfAbsent(List.of(done.step(), done.variant()), done);
      } else if (event instanceof RunEvent.SetAside damaged) {
        finished
            .values()
            .removeIf(
                done -> done.type().equals(damaged.type()) && done.key().equals(damaged.key()));
      }
    }
    return List.copyOf(finished.values());
  }
}
