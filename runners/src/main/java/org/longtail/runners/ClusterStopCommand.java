package org.longtail.runners;

import java.io.IOException;
import java.util.concurrent.Callable;
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
    console.line(folder.cluster().stop() ? "The cluster is stopped." : "No cluster runs.");
    return ExitCode.DONE;
  }
}
