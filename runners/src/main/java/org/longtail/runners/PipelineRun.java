package org.longtail.runners;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.longtail.pipelines.PipelineFile;
import org.longtail.pipelines.report.OverSeeds;
import org.longtail.pipelines.report.RunResults;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a pipeline file: the pipeline on the embedded cluster, its progress on the console,
 * and its record in the store.
 */
final class PipelineRun {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);

  private final PipelineFile file;
  private final Map<String, String> variables;
  private final StorePlace place;
  private final String run;
  private final Pipeline pipeline;

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
      Path log) {}

  private record Ending(RunResults results, Optional<String> error) {}

  /**
   * A run that has not begun; nothing is written yet.
   *
   * @param variables the values with which the file was loaded
   * @throws IllegalArgumentException if the file's steps or options are not as they must be
   */
  PipelineRun(PipelineFile file, Map<String, String> variables, StorePlace place, String run) {
    this.file = file;
    this.variables = Map.copyOf(variables);
    this.place = place;
    this.run = run;
    this.pipeline = EmbeddedFlink.pipeline(file.options(), place, run);
    file.addTo(pipeline);
  }

  /** Runs to the end; a failure is part of the outcome. */
  Outcome execute(Console console) {
    ArtifactStore store = ArtifactStores.open(place.uri());
    RunFolder folder = store.run(run);
    RunRecord record = begin(folder);
    StepLedger ledger = new StepLedger(file.eventNames());
    Thread interrupted =
        new Thread(() -> write(folder, record.ended(RunStatus.FAILED, now(), "interrupted")));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try (LogFile log = LogFile.open(place, run)) {
      console.divertOthersTo(log.path());
      Optional<String> failure = follow(folder, ledger, console);
      Ending ending = ending(ledger, store, failure);
      RunRecord ended =
          record.ended(
              ending.error().isPresent() ? RunStatus.FAILED : RunStatus.DONE,
              now(),
              ending.error().orElse(null));
      write(folder, ended);
      return new Outcome(
          ended,
          ledger.steps(),
          ending.results(),
          OverSeeds.of(ending.results(), file.variants()),
          log.path());
    } finally {
      console.restore();
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
  }

  private RunRecord begin(RunFolder folder) {
    RunRecord record =
        new RunRecord(
            run,
            RunStatus.RUNNING,
            file.path().toAbsolutePath().normalize().toString(),
            variables,
            file.variants(),
            place.uri(),
            Version.number(),
            now(),
            null,
            null);
    folder.write("pipeline.yaml", file.rendered());
    write(folder, record);
    return record;
  }

  /** Runs the pipeline; gives the reason if it fails. */
  private Optional<String> follow(RunFolder folder, StepLedger ledger, Console console) {
    Optional<String> thrown = Optional.empty();
    try (ProgressConsole progress = new ProgressConsole(console, ledger);
        RunFollower follower = RunFollower.start(folder, progress::show)) {
      EmbeddedFlink.run(pipeline);
    } catch (RuntimeException e) {
      LOG.error("run {} failed", run, e);
      thrown = Optional.of(FailureText.of(e));
    }
    return thrown.map(reason -> ledger.failure().map(FailureText::of).orElse(reason));
  }

  /** A run whose results cannot be read has failed too. */
  private static Ending ending(StepLedger ledger, ArtifactStore store, Optional<String> failure) {
    try {
      return new Ending(RunResults.of(ledger.finished(), store), failure);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("the results cannot be read", e);
      return new Ending(new RunResults(Map.of()), failure.or(() -> Optional.of(FailureText.of(e))));
    }
  }

  private static void write(RunFolder folder, RunRecord record) {
    folder.write(RunRecord.FILE, record.toJson());
  }

  private static String now() {
    return Instant.now().toString();
  }
}
