package org.longtail.runners;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.longtail.pipelines.PipelineFile;
import org.longtail.pipelines.plan.EarlierRun;
import org.longtail.pipelines.plan.Plan;
import org.longtail.pipelines.plan.Planner;
import org.longtail.pipelines.report.OverSeeds;
import org.longtail.pipelines.report.RunResults;
import org.longtail.runners.cluster.FlinkMaster;
import org.longtail.runners.cluster.FlinkRest;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.runs.RunHold;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.DamagedStepException;
import org.longtail.schemas.store.ExitHook;
import org.longtail.schemas.store.StoreException;
import org.longtail.transforms.step.LongtailOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a pipeline file: the pipeline on the embedded cluster, its progress on the console,
 * and its record in the store.
 */
final class PipelineRun {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);

  private final RunOrder order;
  private final PipelineFile file;
  private final ArtifactStore store;
  private final Pipeline pipeline;
  private final StepLedger ledger;

  /** Events of earlier runs of the same name. */
  private int eventsBefore;

  /**
   * What a run came to.
   *
   * @param record as in the run's folder
   * @param steps the finished steps
   * @param results what the finished steps found out
   * @param overSeeds the results of variants that differ in nothing but their seed, together
   * @param log where the libraries' messages are
   */
  record Outcome(
      RunRecord record,
      List<FinishedStep> steps,
      RunResults results,
      List<OverSeeds> overSeeds,
      String log) {
    private Outcome withLog(String where) {
      return new Outcome(record, steps, results, overSeeds, where);
    }
  }

  /** How often a pipeline is run, the first time included, if it meets damaged artifacts. */
  private static final int MOST_ATTEMPTS = 3;

  /**
   * How an attempt ended.
   *
   * @param damage whether it failed for a damaged artifact, whose step will be computed anew
   */
  private record Ending(RunResults results, Optional<String> error, boolean damage) {}

  /**
   * A run that has not begun; nothing is written yet.
   *
   * @throws IllegalArgumentException if the file's steps or options are not as they must be
   */
  PipelineRun(RunOrder order) {
    this.order = order;
    this.file = order.file();
    this.store = ArtifactStores.open(order.store().uri());
    this.pipeline = pipeline();
    this.ledger = new StepLedger(file.eventNames());
  }

  /** What becomes of the steps while the run is executed. */
  StepLedger ledger() {
    return ledger;
  }

  private Pipeline pipeline() {
    Pipeline empty = EmbeddedFlink.pipeline(file.options(), order.store(), order.run());
    order.flink().applyTo(empty.getOptions().as(FlinkPipelineOptions.class));
    file.addTo(empty);
    return empty;
  }

  /**
   * What the run would do.
   *
   * @param earlier the run to compare with
   * @throws IllegalArgumentException if a step that is to be forced is not there
   */
  Plan plan(Optional<EarlierRun> earlier) {
    return ForcedNames.checked(
        Planner.plan(pipeline, store, earlier, order.force()), order.force());
  }

  /**
   * Submits the run to its cluster, where it goes on by itself.
   *
   * @throws IllegalArgumentException if a run of this name goes on already
   */
  void submit(Console console) {
    RunFolder folder = store.run(order.run());
    try (RunHold hold = folder.hold().orElseThrow(this::goesOnAlready);
        LogFile log = LogFile.open(order.store(), order.run())) {
      console.divertOthersTo(log.path());
      eventsBefore = folder.events(0).size();
      RunRecord record = begin(folder);
      try {
        prepare(pipeline);
        EmbeddedFlink.submit(pipeline, order.flink());
      } catch (RuntimeException e) {
        write(folder, record.ended(RunStatus.FAILED, now(), FailureText.of(e)));
        throw e;
      }
    } finally {
      console.restore();
    }
  }

  /**
   * Runs to the end; a failure is part of the outcome.
   *
   * @param interrupted executed if the process is ended by a signal meanwhile
   * @throws IllegalArgumentException if a run of this name goes on already
   */
  Outcome execute(Console console, Runnable interrupted) {
    RunFolder folder = store.run(order.run());
    RunHold hold = folder.hold().orElseThrow(this::goesOnAlready);
    try {
      Outcome outcome = execute(console, folder, interrupted);
      return outcome.withLog(LogFile.keep(Path.of(outcome.log()), order.store(), folder, console));
    } finally {
      letGo(hold, console);
    }
  }

  /** A run has come to its end, whether or not the store can be told that nobody holds it. */
  private static void letGo(RunHold hold, Console console) {
    try {
      hold.close();
    } catch (StoreException e) {
      LOG.error("a run is held until its hold expires", e);
      console.line("longtail: the run cannot be let go of: " + FailureText.of(e));
    }
  }

  private IllegalArgumentException goesOnAlready() {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "run '%s' goes on already in %s; wait for its end, or choose another name with --run",
            order.run(),
            order.store().uri()));
  }

  private Outcome execute(Console console, RunFolder folder, Runnable interrupted) {
    eventsBefore = folder.events(0).size();
    RunRecord record = begin(folder);
    Thread hook =
        ExitHook.of(
            "longtail-run",
            () -> {
              interrupted.run();
              write(folder, record.interrupted(now()));
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try (LogFile log = LogFile.open(order.store(), order.run())) {
      console.divertOthersTo(log.path());
      Ending ending = attempts(console);
      RunRecord ended = end(folder, record, ending);
      return new Outcome(
          ended,
          ledger.steps(),
          ending.results(),
          OverSeeds.of(ending.results(), file.variants()),
          log.path().toString());
    } finally {
      console.restore();
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  /** A run whose end cannot be recorded, on a full disk for one, has failed. */
  private static RunRecord end(RunFolder folder, RunRecord record, Ending ending) {
    RunRecord ended =
        record.ended(
            ending.error().isPresent() ? RunStatus.FAILED : RunStatus.DONE,
            now(),
            ending.error().orElse(null));
    try {
      write(folder, ended);
      return ended;
    } catch (StoreException e) {
      LOG.error("the end of run {} cannot be recorded", record.run(), e);
      String why = String.valueOf(e.getMessage());
      return record.ended(
          RunStatus.FAILED, now(), ending.error().map(error -> error + "\n" + why).orElse(why));
    }
  }

  private RunRecord begin(RunFolder folder) {
    RunRecord record =
        new RunRecord(
            order.run(),
            RunStatus.RUNNING,
            file.path().toAbsolutePath().normalize().toString(),
            order.variables(),
            file.variants(),
            order.replay(),
            order.force(),
            order.flink().master().map(FlinkMaster::name).orElse(null),
            order.store().uri(),
            Version.number(),
            eventsBefore,
            now(),
            null,
            null);
    folder.write(RunRecord.PIPELINE, order.kept());
    write(folder, record);
    return record;
  }

  /** Runs the pipeline, and once more if an artifact proves to be damaged when it is read. */
  private Ending attempts(Console console) {
    Ending ending = attempt(pipeline, console);
    for (int attempt = 2; ending.damage() && attempt <= MOST_ATTEMPTS; attempt++) {
      console.line(ending.error().orElse("damaged"));
      console.line(
          String.format(
              Locale.ROOT,
              "The pipeline runs again, attempt %d of %d: finished steps are taken from the store.",
              attempt,
              MOST_ATTEMPTS));
      ledger.runsAgain();
      ending = attempt(pipeline(), console);
    }
    return ending;
  }

  private Ending attempt(Pipeline once, Console console) {
    RunFolder folder = store.run(order.run());
    Optional<String> failure = follow(once, folder, console);
    if (failure.isEmpty()) {
      return ending(folder);
    }
    Optional<String> removed = removed(folder);
    return new Ending(
        results(), removed.or(() -> failure), removed.isEmpty() && ledger.failedForDamage());
  }

  /** Runs the pipeline; gives the reason if it fails. */
  private Optional<String> follow(Pipeline once, RunFolder folder, Console console) {
    prepare(once);
    Optional<String> thrown = Optional.empty();
    try (InterruptQuestion question = InterruptQuestion.about(order, console);
        ProgressConsole progress = new ProgressConsole(console, ledger);
        RunFollower follower =
            RunFollower.start(
                folder,
                event -> {
                  progress.show(event);
                  giveUpAfter(event, once.getOptions().getJobName());
                })) {
      EmbeddedFlink.run(once, order.flink());
    } catch (RuntimeException e) {
      LOG.error("run {} failed", order.run(), e);
      thrown = Optional.of(FailureText.of(e));
    }
    return thrown.map(reason -> ledger.failure().map(FailureText::of).orElse(reason));
  }

  /** Whatever fails when the store is taken away tells only that some file is missing. */
  private Optional<String> removed(RunFolder folder) {
    try {
      return folder.read(RunRecord.FILE).isPresent()
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "the store %s, or run %s in it, was removed while the run went on; run it again",
                  order.store().uri(),
                  order.run()));
    } catch (StoreException e) {
      LOG.debug("the store does not answer", e);
      return Optional.empty();
    }
  }

  private void prepare(Pipeline once) {
    LongtailOptions options = once.getOptions().as(LongtailOptions.class);
    options.setForce(order.force());
    options.setEventsBefore(eventsBefore);
  }

  /**
   * A cluster would run a failed step again, as if its machine had failed: but it would fail again.
   */
  private void giveUpAfter(RunEvent event, String job) {
    if (!(event instanceof RunEvent.Failed) || order.flink().master().isEmpty()) {
      return;
    }
    FlinkRest rest = order.flink().rest();
    try {
      Optional<FlinkRest.Job> found = rest.job(job);
      if (found.isPresent() && !found.get().ended()) {
        rest.cancel(found.get());
      }
    } catch (IOException e) {
      LOG.warn("job {} cannot be cancelled; the cluster tries its failed step again", job, e);
    }
  }

  /** What a failed run found out before it failed. */
  private RunResults results() {
    try {
      return RunResults.of(ledger.finished(), store);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("the results cannot be read", e);
      return new RunResults(Map.of());
    }
  }

  /** A run whose results cannot be read has failed too. */
  private Ending ending(RunFolder folder) {
    RunResults none = new RunResults(Map.of());
    try {
      return new Ending(RunResults.of(ledger.finished(), store), Optional.empty(), false);
    } catch (DamagedStepException e) {
      LOG.error("the results are damaged", e);
      DamagedResult.setAside(e, store, folder, ledger);
      return new Ending(none, Optional.of(FailureText.of(e)), true);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("the results cannot be read", e);
      return new Ending(none, Optional.of(FailureText.of(e)), false);
    }
  }

  private static void write(RunFolder folder, RunRecord record) {
    folder.write(RunRecord.FILE, record.toJson());
  }

  private static String now() {
    return Instant.now().toString();
  }
}
