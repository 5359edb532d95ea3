package org.longtail.runners;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code longtail expansion-service}. */
@Command(
    name = "expansion-service",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Serves the transforms to Beam pipelines in other languages, until it is interrupted.",
      "It listens on this machine's loopback address, which every account of the machine reaches; "
          + "docs/SECURITY.md tells what they can do there."
    },
    footer = {"", "Example:", "  longtail expansion-service --port 8097"})
final class ExpansionServiceCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "0",
      description = "The port; 0 for one that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = PipelineArguments.DEFAULT_STORE,
      description = "Where transforms keep their artifacts. Default: ${DEFAULT-VALUE}.")
  private String store;

  ExpansionServiceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ExpansionServer server = ExpansionServer.start(port, StorePlace.of(store))) {
      console.line(
          String.format(
              Locale.ROOT, "Serving transforms on 127.0.0.1:%d; Ctrl-C ends it.", server.port()));
      server.await();
    }
    return ExitCode.DONE;
  }
}
