package org.longtail.runners;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.PipelineFile;
import org.longtail.pipelines.report.Requirement;
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
      "  longtail run mine.yaml --require 'few>=30' --require 'all>=main:all' --junit run.xml",
      "",
      "Exit codes: 0 done, 1 the run failed, 2 the command or the file is wrong, 3 done, but a",
      "requirement is not met."
    })
final class RunCommand implements Callable<Integer> {

  private static final String STORE = "store";
  private static final String DEFAULT_STORE = ".longtail";

  private final Console console;
  private final List<String> commandLine;

  @Mixin private PipelineArguments arguments = new PipelineArguments();

  @Mixin private OutcomeArguments outcomeArguments = new OutcomeArguments();

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
  public Integer call() throws IOException {
    PipelineFile file = arguments.load();
    StorePlace place = storePlace(file.options());
    OutcomeArguments.Requirements requirements = outcomeArguments.requirements(place);
    PipelineRun pipelineRun = new PipelineRun(file, arguments.variables(), place, runName());
    PipelineRun.Outcome outcome = pipelineRun.execute(console);
    tell(outcome);
    boolean done = outcome.record().status() == RunStatus.DONE;
    List<Requirement.Outcome> checked = done ? requirements.check(outcome) : List.of();
    checked.forEach(this::tell);
    outcomeArguments.write(outcome, checked);
    if (json) {
      console.result(RunReport.of(outcome, checked).toJson());
    }
    if (!done) {
      return ExitCode.FAILED;
    }
    return checked.stream().allMatch(Requirement.Outcome::met) ? ExitCode.DONE : ExitCode.NOT_MET;
  }

  private void tell(Requirement.Outcome requirement) {
    console.line(
        "Requirement %s, %s: %s (%s)"
            .formatted(
                requirement.requirement().text(),
                requirement.setting(),
                requirement.met() ? "met" : "NOT MET",
                requirement.finding()));
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
    outcome
        .results()
        .balances()
        .forEach((variant, models) -> tell(ResultTable.ofBalance(variant, models)));
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
