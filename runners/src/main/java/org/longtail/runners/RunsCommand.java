package org.longtail.runners;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code longtail runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists the runs of a store, the latest first.",
    footer = {
      "",
      "Example:",
      "  longtail runs --store .longtail",
      "",
      "The accuracy is the top-1 accuracy over all classes, in percent; of several",
      "variants, the least and the greatest.",
      "",
      "Exit codes: 0 done, 1 the store cannot be read, 2 the command is wrong."
    })
final class RunsCommand implements Callable<Integer> {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Console console;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = PipelineArguments.DEFAULT_STORE,
      description = "The artifact store. Default: ${DEFAULT-VALUE}.")
  private String store;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  RunsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RunHistory history = new RunHistory(StorePlace.of(store));
    List<RunSummary> runs = history.readable().stream().map(RunSummary::of).toList();
    List<String> unreadable = history.unreadable();
    if (json) {
      console.result(JsonLine.of(new Answer(runs, unreadable)));
      return ExitCode.DONE;
    }
    if (runs.isEmpty() && unreadable.isEmpty()) {
      console.line(
          String.format(Locale.ROOT, "There are no runs in %s.", StorePlace.of(store).uri()));
    } else if (!runs.isEmpty()) {
      console.result(table(runs));
    }
    unreadable.forEach(
        run ->
            console.line(
                String.format(
                    Locale.ROOT,
                    "run %s: its %s is missing or damaged, or not yours to read",
                    run,
                    RunRecord.FILE)));
    return ExitCode.DONE;
  }

  private record Answer(List<RunSummary> runs, List<String> unreadable) {}

  private static String table(List<RunSummary> runs) {
    TextTable table =
        TextTable.of("run", "status", "file", "started")
            .numbers("duration", "steps", "cached")
            .words("accuracy");
    for (RunSummary run : runs) {
      table.row(
          run.run(),
          run.word(),
          file(run),
          minute(run.started()),
          duration(run.seconds()),
          Integer.toString(run.steps()),
          Integer.toString(run.cached()),
          run.headline());
    }
    return table.text();
  }

  @OfThisMachine
  private static String minute(String instant) {
    return MINUTE.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
  }

  private static String duration(@Nullable Double seconds) {
    return seconds == null ? "-" : Seconds.text(seconds);
  }

  private static String file(RunSummary run) {
    // The file may be one of another machine.
    String name = run.file().replaceFirst(".*[/\\\\]", "");
    return run.replays() == null
        ? name
        : String.format(Locale.ROOT, "%s, replay of %s", name, run.replays());
  }
}
