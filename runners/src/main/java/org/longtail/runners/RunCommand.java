package org.longtail.runners;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.PipelineFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code longtail run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs a pipeline file on a Flink cluster inside this process.",
      "Steps that are in the store already are taken from there."
    },
    footer = {
      "",
      "Example:",
      "  longtail run pipelines/examples/quickstart.yaml --set seed=7 --json",
      "",
      "Exit codes: 0 done, 1 the run failed, 2 the command or the file is wrong."
    })
final class RunCommand implements Callable<Integer> {

  private static final String STORE = "store";
  private static final String DEFAULT_STORE = ".longtail";

  private final Console console;
  private final List<String> commandLine;

  @Mixin private PipelineArguments arguments = new PipelineArguments();

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "The artifact store. Default: the file's option 'store', or else " + DEFAULT_STORE + ".")
  private @Nullable String store;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Name of the run. Default: the time and four digits.")
  private @Nullable String run;

  @Option(
      names = "--json",
      description = "Print one JSON object as the last line of standard output.")
  private boolean json;

  /** The command, to be filled in from the whole command line. */
  RunCommand(Console console, String... commandLine) {
    this.console = console;
    this.commandLine = List.of(commandLine);
  }

  @Override
  public Integer call() {
    PipelineFile file = arguments.load();
    PipelineRun pipelineRun =
        new PipelineRun(file, arguments.variables(), storePlace(file.options()), runName());
    PipelineRun.Outcome outcome = pipelineRun.execute(console);
    tell(outcome);
    if (json) {
      console.result(RunReport.of(outcome).toJson());
    }
    return outcome.record().status() == RunStatus.DONE ? ExitCode.DONE : ExitCode.FAILED;
  }

  private StorePlace storePlace(Map<String, String> options) {
    return StorePlace.of(store != null ? store : options.getOrDefault(STORE, DEFAULT_STORE));
  }

  private String runName() {
    return run != null ? RunName.checked(run) : RunName.next(Clock.system(ZoneId.systemDefault()));
  }

  private void tell(PipelineRun.Outcome outcome) {
    outcome
        .results()
        .variants()
        .forEach((variant, results) -> tell(ResultTable.of(variant, results)));
    outcome.overSeeds().forEach(setting -> tell(ResultTable.of(setting)));
    RunRecord record = outcome.record();
    long cached = outcome.steps().stream().filter(FinishedStep::cached).count();
    console.line(
        "Run %s %s: %d steps finished, %d of them CACHED."
            .formatted(record.run(), record.status().word(), outcome.steps().size(), cached));
    String error = record.error();
    if (error != null) {
      console.line(error);
    }
    console.line("Log: %s".formatted(outcome.log()));
    if (error != null) {
      console.line(
          "To go on from here (finished steps are taken from the store):%n  %s"
              .formatted(ShellCommand.of(commandLine)));
    }
  }

  /** A table goes where results go, unless they go there as JSON. */
  private void tell(String table) {
    if (json) {
      console.line(table);
    } else {
      console.result(table);
    }
  }
}
