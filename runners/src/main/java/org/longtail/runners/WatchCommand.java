package org.longtail.runners;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.longtail.pipelines.PipelineFile;
import org.longtail.pipelines.StoredPipeline;
import org.longtail.pipelines.report.OverSeeds;
import org.longtail.pipelines.report.RunResults;
import org.longtail.runners.cluster.FlinkMaster;
import org.longtail.runners.cluster.FlinkRest;
import org.longtail.schemas.FilePath;
import org.longtail.schemas.runs.RunHold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longtail watch}. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Follows a run on a cluster, such as one that was submitted with --detach, to its end.",
    footer = {
      "",
      "Example:",
      "  longtail watch 20261125-101530-1f2e",
      "",
      "Exit codes: 0 the run is done, 1 it failed, 2 the command is wrong."
    })
final class WatchCommand implements Callable<Integer> {

  private static final long MILLIS_BETWEEN_LOOKS = 500;

  private final Console console;

  @Parameters(paramLabel = "RUN", description = "The run to follow.")
  private String name;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = PipelineArguments.DEFAULT_STORE,
      description = "The artifact store that the run is in. Default: ${DEFAULT-VALUE}.")
  private String store;

  WatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    StoredRun run = new RunHistory(StorePlace.of(store)).get(name);
    if (run.record().status() == RunStatus.RUNNING) {
      try (RunHold hold = run.folder().hold().orElseThrow(this::followedElsewhere)) {
        follow(run);
      }
    }
    return tell(StoredRun.read(run.store(), name));
  }

  private IllegalArgumentException followedElsewhere() {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "run '%s' is followed by another process already; wait for its end",
            name));
  }

  private void follow(StoredRun run) throws IOException {
    String master = run.record().master();
    if (master == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "run '%s' did not run on a cluster, and its process has ended; run %s again",
              name,
              run.record().file()));
    }
    FlinkRest rest = FlinkMaster.of(master).rest();
    rest.slots(); // tells what is wrong where there is no cluster
    StepLedger ledger = new StepLedger(pipeline(run).eventNames());
    FlinkRest.Job ended;
    try (InterruptQuestion question =
            InterruptQuestion.about(rest, name, run.store().uri(), console);
        ProgressConsole progress = new ProgressConsole(console, ledger);
        RunFollower follower =
            RunFollower.start(run.folder(), run.eventsBefore(), progress::show)) {
      ended = awaitEnd(rest);
    }
    boolean done = ended.state().equals("FINISHED");
    String error =
        done ? null : ledger.failure().map(FailureText::of).orElse("the job is " + ended.state());
    run.folder()
        .write(
            RunRecord.FILE,
            run.record()
                .ended(done ? RunStatus.DONE : RunStatus.FAILED, Instant.now().toString(), error)
                .toJson());
  }

  private FlinkRest.Job awaitEnd(FlinkRest rest) throws IOException {
    while (true) {
      Optional<FlinkRest.Job> job = rest.job(EmbeddedFlink.jobName(name));
      if (job.isEmpty()) {
        throw new IOException("the cluster does not know the run any more; run its file again");
      }
      if (job.get().ended()) {
        return job.get();
      }
      try {
        Thread.sleep(MILLIS_BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private static PipelineFile pipeline(StoredRun run) {
    return StoredPipeline.read(
            run.pipelinePlace(),
            run.pipeline(),
            FilePath.of(run.record().file()),
            run.record().variants())
        .check();
  }

  private int tell(StoredRun run) {
    List<FinishedStep> steps = run.ledger().steps();
    if (run.record().status() == RunStatus.DONE) {
      RunResults results = RunResults.of(run.ledger().finished(), run.store());
      ResultTable.all(results, OverSeeds.of(results, run.record().variants()))
          .forEach(console::result);
    }
    console.line(
        String.format(
            Locale.ROOT,
            "Run %s %s: %d steps finished, %d of them CACHED.",
            name,
            run.record().word(),
            steps.size(),
            steps.stream().filter(FinishedStep::cached).count()));
    run.record().reason().ifPresent(console::line);
    return run.record().status() == RunStatus.DONE ? ExitCode.DONE : ExitCode.FAILED;
  }
}
