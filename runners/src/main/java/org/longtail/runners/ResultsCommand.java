package org.longtail.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.page.ResultsFile;
import org.longtail.pipelines.page.ResultsPage;
import org.longtail.pipelines.page.RunsAtHand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longtail results}. */
@Command(
    name = "results",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes a page of results from finished runs, beside what the paper claims.",
      "The file names the runs, the rows and the claims; every number comes from the runs."
    },
    footer = {
      "",
      "Example:",
      "  longtail results docs/results.yaml --output docs/RESULTS.md",
      "",
      "Exit codes: 0 done, 1 a run is missing or failed, 2 the command or the file is wrong."
    })
final class ResultsCommand implements Callable<Integer> {

  private final Console console;
  private final List<String> commandLine;

  @Parameters(paramLabel = "FILE", description = "What stands on the page (YAML).")
  private Path file;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = ".longtail",
      description = "The artifact store that the runs are in. Default: ${DEFAULT-VALUE}.")
  private String store;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the page (Markdown) goes. Default: standard output.")
  private @Nullable Path output;

  @Option(
      names = "--partial",
      description = "Leave out what needs a run that is missing, and say so on the page.")
  private boolean partial;

  /** The command, to be filled in from the whole command line. */
  ResultsCommand(Console console, String... commandLine) {
    this.console = console;
    this.commandLine = List.of(commandLine);
  }

  @Override
  public Integer call() throws IOException {
    ResultsFile results = ResultsFile.read(file);
    RunsReader reader = new RunsReader(store);
    RunsAtHand runs = reader.read(results.runs());
    if (!runs.missing().isEmpty() && !partial) {
      tell(runs.missing(), results.runs(), reader);
      return ExitCode.FAILED;
    }
    String page =
        ResultsPage.of(results, runs).madeBy(ShellCommand.of(commandLine), Version.number());
    if (output == null) {
      console.result(page.stripTrailing());
    } else {
      Files.writeString(output, page);
      console.line(
          String.format(
              Locale.ROOT,
              "%s: made from %d runs, %d missing",
              output,
              runs.found().size(),
              runs.missing().size()));
    }
    return ExitCode.DONE;
  }

  private void tell(Map<String, String> missing, Map<String, String> files, RunsReader reader) {
    missing.forEach(
        (run, why) -> {
          console.line(
              String.format(Locale.ROOT, "longtail: run '%s': %s; make it with", run, why));
          console.line("  " + reader.command(run, files.getOrDefault(run, ""), Map.of()));
        });
    console.line("To leave out what needs them, add --partial.");
  }
}
