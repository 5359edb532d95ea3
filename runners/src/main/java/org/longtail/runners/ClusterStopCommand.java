package org.longtail.runners;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.longtail.runners.cluster.LocalCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code longtail cluster stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Stops the cluster. Runs on it end; what their steps have finished stays in the store.")
final class ClusterStopCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private ClusterFolder folder = new ClusterFolder();

  ClusterStopCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    LocalCluster.Stopped stopped = folder.cluster().stop();
    stopped
        .others()
        .forEach(
            pid ->
                console.line(
                    String.format(
                        Locale.ROOT,
                        "Process %d is left alone: it is not known to be the cluster's, although one of the cluster's had its number.",
                        pid)));
    console.line(stopped.ran() ? "The cluster is stopped." : "No cluster runs.");
    return ExitCode.DONE;
  }
}
