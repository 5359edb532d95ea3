package org.longtail.runners;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.longtail.runners.cluster.FlinkMaster;
import picocli.CommandLine.Option;

/** Which Flink a command's pipeline runs on. */
final class FlinkArguments {

  /** A runner that can be asked for. */
  private enum Runner {
    embedded,
    flink
  }

  @Option(
      names = "--runner",
      paramLabel = "RUNNER",
      description =
          "${COMPLETION-CANDIDATES}: Flink inside this process, or a Flink cluster. Default: embedded.")
  private Runner runner = Runner.embedded;

  @Option(
      names = "--flink-master",
      paramLabel = "HOST:PORT|DIR",
      description =
          "The cluster, by the address of its dashboard, or by the folder of one that 'longtail cluster "
              + "start' started; for --runner flink.")
  private @Nullable String master;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "How many steps run at a time on a cluster. Default: as many as it has slots; for --runner "
              + "flink.")
  private int parallelism;

  @Option(
      names = "--detach",
      description =
          "Submit the run to the cluster, print its name, and end; 'longtail watch' follows it. For "
              + "--runner flink.")
  private boolean detach;

  /** Whether the command ends when the run has begun. */
  boolean detach() {
    return detach;
  }

  /**
   * The place that is meant.
   *
   * @param device where networks live, if the command says so
   * @throws IllegalArgumentException if the options do not go together
   */
  FlinkPlace place(@Nullable String device) {
    if (runner == Runner.embedded) {
      if (detach) {
        throw new IllegalArgumentException("--detach goes with --runner flink");
      }
      if (master != null || parallelism != 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s goes with --runner flink",
                master != null ? "--flink-master" : "--parallelism"));
      }
      return new FlinkPlace(Optional.empty(), 0, Optional.ofNullable(device));
    }
    if (master == null) {
      throw new IllegalArgumentException(
          "--runner flink: which cluster? Give --flink-master HOST:PORT; 'longtail cluster start' starts one on this machine");
    }
    if (parallelism < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "--parallelism %d: must be at least 1", parallelism));
    }
    return new FlinkPlace(
        Optional.of(FlinkMaster.of(master)), parallelism, Optional.ofNullable(device));
  }
}
