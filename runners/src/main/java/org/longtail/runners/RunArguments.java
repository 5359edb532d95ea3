package org.longtail.runners;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a pipeline is run, and what is told of it. */
final class RunArguments {

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Name of the run. Default: the time and four digits.")
  private @Nullable String run;

  @Option(
      names = "--force",
      paramLabel = "STEP",
      description =
          "Compute a step and its parts although they are in the store. What comes out the same leaves "
              + "the store as it is; what does not, takes its place. May be given more than once.")
  private List<String> force = new ArrayList<>();

  @Option(names = "--dry-run", description = "Print the plan, and run nothing.")
  private boolean dryRun;

  @Option(
      names = "--json",
      description = "Print one JSON object as the last line of standard output.")
  private boolean json;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "Where networks live: auto (a GPU if the process sees one), cpu or gpu. Default: the file's "
              + "option 'device', or else auto.")
  private @Nullable String device;

  @Mixin private FlinkArguments flink = new FlinkArguments();

  @Mixin private OutcomeArguments outcome = new OutcomeArguments();

  @OfThisMachine
  String runName() {
    return run != null ? RunName.checked(run) : RunName.next(Clock.system(ZoneId.systemDefault()));
  }

  List<String> force() {
    return force;
  }

  boolean dryRun() {
    return dryRun;
  }

  boolean json() {
    return json;
  }

  boolean detach() {
    return flink.detach();
  }

  FlinkPlace flink() {
    return flink.place(device);
  }

  OutcomeArguments outcome() {
    return outcome;
  }
}
