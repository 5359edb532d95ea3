package org.longtail.runners;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.NearestName;
import org.longtail.pipelines.PipelineFile;
import org.longtail.pipelines.StoredPipeline;
import org.longtail.schemas.FilePath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longtail replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Runs the pipeline of an earlier run again with other settings of one step. That step and what "
            + "depends on it run; the rest is taken from the store. The pipeline is the one that the run "
            + "kept, whatever has become of its file; relative paths are meant from the file's folder. "
            + "Several values make a variant of each, side by side through one graph.",
    footer = {
      "",
      "Examples:",
      "  longtail replay base --step SweepMedium --set gamma=0.6",
      "  longtail replay base --step SweepMedium --set gamma=0.4,0.6,0.8 --only",
      "  longtail replay base --step Stages --set stages.1.gamma=0.6 --dry-run",
      "  longtail replay seeds --variant seed=2 --step ScoreInstance --set steps=20",
      "",
      "A step inside a composite is set by the composite's fields. A field that is set",
      "to nothing, as in --set gamma=, has its default.",
      "",
      "Exit codes: 0 done, 1 the run failed, 2 the command is wrong, 3 done, but a",
      "requirement is not met."
    })
final class ReplayCommand implements Callable<Integer> {

  private final Console console;
  private final List<String> commandLine;

  @Parameters(paramLabel = "RUN", description = "The run to replay.")
  private String base;

  @Option(names = "--step", paramLabel = "NAME", description = "The step to set fields of.")
  private @Nullable String step;

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description =
          "Value of a field of the step, several apart by commas; a dot leads into a field, to a key of "
              + "a map or an index of a list from 0. May be given more than once.")
  private Map<String, String> fields = new LinkedHashMap<>();

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "A variant of the run to replay; may be given more than once. Default: all.")
  private List<String> variants = new ArrayList<>();

  @Option(names = "--only", description = "End with the step: run nothing that depends on it.")
  private boolean only;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = PipelineArguments.DEFAULT_STORE,
      description = "The artifact store that the run is in. Default: ${DEFAULT-VALUE}.")
  private String store;

  @Mixin private RunArguments run = new RunArguments();

  /** The command, to be filled in from the whole command line. */
  ReplayCommand(Console console, String... commandLine) {
    this.console = console;
    this.commandLine = List.of(commandLine);
  }

  @Override
  public Integer call() throws IOException {
    if (step == null && (only || !fields.isEmpty())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: of which step? Give it with --step NAME",
              only ? "--only" : "--set " + fields.keySet().iterator().next()));
    }
    StorePlace place = StorePlace.of(store);
    StoredRun replayed = new RunHistory(place).get(base);
    StoredPipeline pipeline = changed(replayed);
    PipelineFile whole = pipeline.check();
    PipelineFile file = step != null && only ? whole.upTo(step) : whole;
    RunOrder order =
        new RunOrder(
            file,
            whole.rendered(),
            replayed.record().variables(),
            place,
            run.runName(),
            run.force(),
            new ReplayRecord(base, step, fields, variants, only),
            run.flink());
    return new Execution(console, run, commandLine)
        .of(order, Optional.of(replayed.earlier(pipeline::origin)), true);
  }

  private StoredPipeline changed(StoredRun replayed) {
    StoredPipeline pipeline =
        StoredPipeline.read(
            replayed.pipelinePlace(),
            replayed.pipeline(),
            FilePath.of(replayed.record().file()),
            replayed.record().variants());
    if (!variants.isEmpty()) {
      pipeline = pipeline.only(variants);
    }
    if (step != null && fields.isEmpty() && !pipeline.stepNames().contains(step)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "run '%s' has no step '%s'; %s",
              base,
              step,
              NearestName.fix(step, pipeline.stepNames(), "its steps are")));
    }
    return step == null || fields.isEmpty() ? pipeline : pipeline.set(step, fields);
  }
}
