package org.longtail.runners;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longtail show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Tells what a run was: what it replays, its steps with keys, times, metrics and settings, and "
            + "its results.",
    footer = {
      "",
      "Example:",
      "  longtail show base",
      "",
      "Exit codes: 0 done, 1 the store cannot be read, 2 the command is wrong."
    })
final class ShowCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "RUN", description = "The run.")
  private String run;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = PipelineArguments.DEFAULT_STORE,
      description = "The artifact store. Default: ${DEFAULT-VALUE}.")
  private String store;

  @Option(names = "--json", description = "Print one JSON object, with all settings.")
  private boolean json;

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RunDetails details = RunDetails.of(new RunHistory(StorePlace.of(store)).get(run));
    console.result(json ? JsonLine.of(details.toJson()) : RunDetailsText.of(details));
    return ExitCode.DONE;
  }
}
