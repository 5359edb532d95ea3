package org.longtail.runners;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.lineage.Lineage;
import org.longtail.pipelines.lineage.StoreIndex;
import org.longtail.schemas.store.StepKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longtail lineage}. */
@Command(
    name = "lineage",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Tells everything behind an artifact: each step, its settings, the digests of its inputs, its "
            + "version and its code. Inputs are followed back by their content.",
    footer = {
      "",
      "Examples:",
      "  longtail lineage base:FreezeMedium",
      "  longtail lineage base:SweepMany.sweep --json",
      "  longtail lineage 3f2a9c1b",
      "  longtail lineage .longtail/steps/FreezeMask/KEY/weights.arrow",
      "",
      "Exit codes: 0 done, 1 the store cannot be read, 2 the command is wrong."
    })
final class LineageCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "ARTIFACT",
      description =
          "A path or URI within the store, a file with the same content, a sha256 (at least 8 digits of "
              + "it), or RUN:STEP[.output].")
  private String artifact;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "The variant of the run's step, where it has several.")
  private @Nullable String variant;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = PipelineArguments.DEFAULT_STORE,
      description = "The artifact store. Default: ${DEFAULT-VALUE}.")
  private String store;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  LineageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    RunHistory history = new RunHistory(StorePlace.of(store));
    StoreIndex index = StoreIndex.of(history.store());
    ArtifactReference.Found found = new ArtifactReference(index, history, variant).find(artifact);
    List<StepKey> run =
        found.run().map(StoredRun::finished).orElse(List.of()).stream()
            .map(event -> new StepKey(event.type(), event.key()))
            .toList();
    LineageReport report = new LineageReport(found, Lineage.of(found.step(), index, run));
    console.result(json ? JsonLine.of(report.toJson()) : LineageText.of(report));
    return ExitCode.DONE;
  }
}
