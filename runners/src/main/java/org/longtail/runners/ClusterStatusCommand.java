package org.longtail.runners;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.longtail.runners.cluster.ClusterState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code longtail cluster status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Tells whether a cluster runs, where, and with which task managers.",
    footer = {"", "Exit codes: 0 a cluster runs, 1 none does."})
final class ClusterStatusCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private ClusterFolder folder = new ClusterFolder();

  @Option(
      names = "--json",
      description = "Print one JSON object as the last line of standard output.")
  private boolean json;

  ClusterStatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Optional<ClusterState> state = folder.cluster().status();
    if (state.isEmpty()) {
      console.line("No cluster runs; start one with 'longtail cluster start'.");
      return ExitCode.FAILED;
    }
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("master", state.get().master());
      report.put("pid", state.get().pid());
      report.put("taskManagers", state.get().taskManagers());
      console.result(JsonLine.of(report));
      return ExitCode.DONE;
    }
    console.result(
        String.format(
            Locale.ROOT, "master %s, process %d", folder.master().uri(""), state.get().pid()));
    state
        .get()
        .taskManagers()
        .forEach(
            one ->
                console.result(
                    String.format(
                        Locale.ROOT,
                        "%s, process %d, slots %d, device %s",
                        one.id(),
                        one.pid(),
                        one.slots(),
                        one.device())));
    return ExitCode.DONE;
  }
}
