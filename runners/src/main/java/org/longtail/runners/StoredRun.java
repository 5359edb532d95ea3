package org.longtail.runners;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.longtail.pipelines.plan.EarlierRun;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.runs.StepNames;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.StoreException;

/**
 * A run that a store keeps.
 *
 * @param record its record
 * @param folder its folder
 * @param store the store
 */
record StoredRun(RunRecord record, RunFolder folder, ArtifactStore store) {

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
    return new StoredRun(
        dead(record, folder) ? record.died(signOfDeath(store.uri())) : record, folder, store);
  }

  /** A run on a cluster goes on without the process that began it. */
  private static boolean dead(RunRecord record, RunFolder folder) {
    return record.status() == RunStatus.RUNNING && record.master() == null && !folder.goesOn();
  }

  /**
   * From afar a process that was stopped for minutes, as on a laptop that sleeps, looks the same.
   */
  static String signOfDeath(String store) {
    return StorePlace.of(store).folder().isPresent()
        ? "its process died"
        : "its process has given no sign of life for minutes: it died, or sleeps";
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
              : stored.record().wasInterrupted() ? "it was interrupted" : "it failed: " + error);
    }
    return stored;
  }

  /** The run's name. */
  String name() {
    return record.run();
  }

  /** The events of the run itself: an earlier run of the same name has left its events too. */
  private List<RunEvent> events() {
    return folder.events(eventsBefore());
  }

  /**
   * How many events earlier runs of the same name have left in its folder. They are counted, not
   * dated: an event's date is by the clock of the machine that computes the step.
   */
  int eventsBefore() {
    Integer counted = record.eventsBefore();
    return counted != null ? counted : datedBefore();
  }

  /** Earlier versions did not count: what begins the run is its first event that is dated so. */
  private int datedBefore() {
    long started = Instant.parse(record.started()).toEpochMilli();
    return (int) folder.events(0).stream().takeWhile(event -> event.time() < started).count();
  }

  /** Its finished steps and their parts, each once for every variant. */
  List<RunEvent.Finished> finished() {
    return finished(events());
  }

  private static List<RunEvent.Finished> finished(List<RunEvent> events) {
    Map<List<String>, RunEvent.Finished> finished = new LinkedHashMap<>();
    for (RunEvent event : events) {
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

  /**
   * The names of its finished steps in the order in which they finished. A name with another one's
   * before its slash is a part of that step.
   */
  StepNames stepNames() {
    return stepNames(finished());
  }

  private static StepNames stepNames(List<RunEvent.Finished> finished) {
    List<String> all = finished.stream().map(RunEvent.Finished::step).distinct().toList();
    return new StepNames(
        all.stream()
            .filter(name -> all.stream().noneMatch(other -> name.startsWith(other + "/")))
            .toList());
  }

  /** The account of its steps. */
  StepLedger ledger() {
    List<RunEvent> events = events();
    StepLedger ledger = new StepLedger(stepNames(finished(events)).order());
    events.forEach(ledger::enter);
    return ledger;
  }

  /**
   * The run as one that a plan is compared with.
   *
   * @param variant the variant of this run which a variant of the plan is compared with
   */
  EarlierRun earlier(UnaryOperator<String> variant) {
    return EarlierRun.of(name(), finished(), variant, store);
  }

  /**
   * The pipeline that it ran, as it was kept.
   *
   * @throws StoreException if its folder has none
   */
  String pipeline() {
    return folder
        .read(RunRecord.PIPELINE)
        .orElseThrow(
            () ->
                new StoreException(
                    String.format(
                        Locale.ROOT,
                        "run %s has no %s, so that it cannot be replayed; run %s anew",
                        name(),
                        RunRecord.PIPELINE,
                        record.file())));
  }

  /** Where the pipeline is kept, for messages. */
  Path pipelinePlace() {
    Path inStore = Path.of("runs", name(), RunRecord.PIPELINE);
    return StorePlace.of(store.uri()).folder().map(root -> root.resolve(inStore)).orElse(inStore);
  }
}
