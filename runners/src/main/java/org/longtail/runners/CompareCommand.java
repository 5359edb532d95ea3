package org.longtail.runners;

import java.util.concurrent.Callable;
import org.longtail.pipelines.report.RunComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longtail compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Tells two runs apart, variant by variant: the settings of their steps that differ, the "
            + "variants and steps that only one has, the accuracies that differ, in percent, also over "
            + "seeds, and the steps whose outputs differ.",
    footer = {
      "",
      "Example:",
      "  longtail compare base g06",
      "",
      "Exit codes: 0 done, 1 the store cannot be read, 2 the command is wrong."
    })
final class CompareCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run.")
  private String first;

  @Parameters(index = "1", paramLabel = "RUN", description = "Another run.")
  private String second;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = PipelineArguments.DEFAULT_STORE,
      description = "The artifact store. Default: ${DEFAULT-VALUE}.")
  private String store;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RunHistory history = new RunHistory(StorePlace.of(store));
    RunDetails one = RunDetails.of(history.get(first));
    RunDetails other = RunDetails.of(history.get(second));
    RunComparison comparison = ComparedRuns.of(one, other);
    ComparisonReport report = new ComparisonReport(first, second, comparison);
    console.result(json ? JsonLine.of(report.toJson()) : report.text());
    return ExitCode.DONE;
  }
}
