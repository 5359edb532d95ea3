package org.longtail.runners;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.longtail.pipelines.page.RunsAtHand;
import org.longtail.pipelines.report.FinishedRun;
import org.longtail.schemas.FilePath;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.StoreException;

/** Finds finished runs in a store. */
final class RunsReader {

  private final String given;
  private final ArtifactStore store;

  /**
   * A reader of a store's runs.
   *
   * @param given the store as a person names it
   */
  RunsReader(String given) {
    this.given = given;
    this.store = ArtifactStores.open(StorePlace.of(given).uri());
  }

  /**
   * Reads some runs; one that is not there, not done or not what it should be is among the missing.
   *
   * @param files the pipeline file of each run, by the run's name
   */
  RunsAtHand read(Map<String, String> files) {
    Map<String, RunsAtHand.Run> found = new LinkedHashMap<>();
    Map<String, String> missing = new LinkedHashMap<>();
    files.forEach(
        (run, file) -> {
          try {
            found.put(run, read(RunName.checked(run), file));
          } catch (StoreException e) {
            missing.put(run, String.valueOf(e.getMessage()));
          }
        });
    return new RunsAtHand(found, missing);
  }

  private RunsAtHand.Run read(String run, String file) {
    RunRecord record = StoredRun.read(store, run).record();
    if (!FilePath.of(record.file()).endsWith(FilePath.of(file).normalize())) {
      throw new StoreException(
          String.format(Locale.ROOT, "it was made from %s, not from %s", record.file(), file));
    }
    StoredRun done = StoredRun.done(store, run);
    return new RunsAtHand.Run(
        command(record, file),
        record.version(),
        FinishedRun.of(done.finished(), record.variants(), store));
  }

  private String command(RunRecord record, String file) {
    ReplayRecord replay = record.replay();
    return replay == null
        ? command(record.run(), file, record.variables())
        : command(record.run(), replay.words());
  }

  /** The command that makes a run. */
  String command(String run, String file, Map<String, String> variables) {
    List<String> words = new ArrayList<>(List.of("run", file));
    variables.forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
    return command(run, words);
  }

  private String command(String run, List<String> how) {
    List<String> words = new ArrayList<>(how);
    words.addAll(List.of("--run", run, "--store", given));
    return ShellCommand.of(words);
  }
}
