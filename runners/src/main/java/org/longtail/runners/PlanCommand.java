package org.longtail.runners;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.PipelineFile;
import org.longtail.pipelines.plan.Plan;
import org.longtail.schemas.runs.StepNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code longtail plan}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Tells what a run of a pipeline file would do: which steps are taken from the store, which "
            + "run, and why. It compares with the latest run of the file. Nothing is run or written.",
    footer = {
      "",
      "Example:",
      "  longtail plan pipelines/examples/quickstart.yaml --set gamma_medium=0.6",
      "",
      "Exit codes: 0 planned, 1 the store cannot be read, 2 the command or the file is wrong."
    })
final class PlanCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private PipelineArguments arguments = new PipelineArguments();

  @Option(names = "--store", paramLabel = "DIR", description = PipelineArguments.STORE)
  private @Nullable String store;

  @Option(
      names = "--force",
      paramLabel = "STEP",
      description = "Plan as if the run forced a step; may be given more than once.")
  private List<String> force = new ArrayList<>();

  @Option(names = "--json", description = "Print the plan as one JSON object.")
  private boolean json;

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PipelineFile file = arguments.load();
    StorePlace place = PipelineArguments.store(store, file);
    RunOrder order =
        new RunOrder(file, file.rendered(), Map.of(), place, "", force, null, FlinkPlace.EMBEDDED);
    Plan plan =
        new PipelineRun(order)
            .plan(
                new RunHistory(place)
                    .latestOf(file.path())
                    .map(latest -> latest.earlier(UnaryOperator.identity())));
    console.result(
        json
            ? JsonLine.of(PlanReport.of(plan))
            : new PlanText(plan, new StepNames(file.eventNames())).whole());
    return ExitCode.DONE;
  }
}
