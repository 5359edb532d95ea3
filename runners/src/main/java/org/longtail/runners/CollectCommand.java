package org.longtail.runners;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.upkeep.GarbageCollection;
import org.longtail.schemas.upkeep.GarbageCollection.Removed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code longtail store gc}. */
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Removes all but the newest runs, and the steps that no run that stays refers to.",
      "A run that still goes on stays, however old it is."
    },
    footer = {
      "",
      "A run goes on while its process lives; in a bucket, a process that has given no sign of life",
      "for three minutes counts as dead, though it may only sleep. Of a run of an earlier version",
      "only its record tells: it stays while that says 'running'.",
      "",
      "Exit codes: 0 done, 1 something could not be removed, 2 the command is wrong."
    })
final class CollectCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private StoreArguments arguments = new StoreArguments();

  @Option(
      names = "--keep-runs",
      required = true,
      paramLabel = "N",
      description = "How many of the newest runs stay.")
  private int keepRuns;

  @Option(
      names = "--leftovers",
      description = {
        "Also remove what was set aside as damaged, and what builds left behind whose process died."
      })
  private boolean leftovers;

  @Option(names = "--dry-run", description = "Only tell what would be removed.")
  private boolean dry;

  CollectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    GarbageCollection.Plan plan = new GarbageCollection.Plan(keepRuns, leftovers, dry);
    ArtifactStore store = arguments.open();
    GarbageCollection.Report report = GarbageCollection.collect(store, plan);
    report.removed().forEach(this::tell);
    report
        .runsGoingOn()
        .forEach(run -> console.line(String.format(Locale.ROOT, "run %s goes on: kept", run)));
    console.line(
        String.format(
            Locale.ROOT,
            "%s: %s %s; runs that stay: %d, steps that stay: %d",
            store.uri(),
            Bytes.text(total(report.removed())),
            dry ? "would be removed" : "removed",
            report.keptRuns().size(),
            report.keptSteps()));
    if (arguments.json()) {
      console.result(json(report));
    }
    return ExitCode.DONE;
  }

  private void tell(Removed removed) {
    console.line(
        String.format(
            Locale.ROOT,
            "%s %s: %s %s",
            word(removed),
            removed.name(),
            Bytes.text(removed.bytes()),
            dry ? "would be removed" : "removed"));
  }

  private static String word(Removed removed) {
    return removed.kind().name().toLowerCase(Locale.ROOT);
  }

  private static long total(List<Removed> removed) {
    return removed.stream().mapToLong(Removed::bytes).sum();
  }

  private String json(GarbageCollection.Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dry_run", dry);
    json.put("removed", report.removed().stream().map(CollectCommand::json).toList());
    json.put("removed_bytes", total(report.removed()));
    json.put("kept_runs", report.keptRuns());
    json.put("runs_going_on", report.runsGoingOn());
    json.put("kept_steps", report.keptSteps());
    return JsonLine.of(json);
  }

  private static Map<String, Object> json(Removed removed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", word(removed));
    json.put("name", removed.name());
    json.put("bytes", removed.bytes());
    return json;
  }
}
