package org.longtail.runners;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.longtail.runners.cluster.ClusterSettings;
import org.longtail.runners.cluster.ClusterState;
import org.longtail.runners.cluster.FlinkMaster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code longtail cluster start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Starts a cluster, or brings one that runs to as many task managers. Each has one slot, and "
            + "GPUs of its own as long as there are any.")
final class ClusterStartCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private ClusterFolder folder = new ClusterFolder();

  @Option(
      names = "--task-managers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many task managers. Default: ${DEFAULT-VALUE}.")
  private int taskManagers;

  @Option(
      names = "--heap-mb",
      paramLabel = "MB",
      defaultValue = "1024",
      description = "Java heap of each task manager. Default: ${DEFAULT-VALUE}.")
  private int heap;

  @Option(
      names = "--native-mb",
      paramLabel = "MB",
      defaultValue = "2048",
      description =
          "Memory of each task manager outside of the heap, PyTorch's most of all. Default: "
              + "${DEFAULT-VALUE}.")
  private int nativeMemory;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads of the engine in each task manager. Default: one a core.")
  private int threads;

  @Option(
      names = "--gpus",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "GPUs of each task manager, as long as there are any; more than one for steps with "
              + "'replicas'. Default: ${DEFAULT-VALUE}.")
  private int gpus;

  @Option(
      names = "--private",
      description =
          "Let no other account of this machine use the cluster: its processes, and whoever talks to "
              + "them, show a key that this account alone can read. Flink's dashboard wants it too.")
  private boolean closed;

  ClusterStartCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ClusterState state =
        folder
            .cluster()
            .start(new ClusterSettings(taskManagers, heap, nativeMemory, threads, gpus, closed));
    FlinkMaster master = folder.master();
    console.line(
        String.format(
            Locale.ROOT,
            "Flink runs with %d task managers (%s); its dashboard is %s%s",
            state.taskManagers().size(),
            state.taskManagers().stream()
                .map(ClusterState.TaskManager::device)
                .collect(Collectors.joining("; ")),
            master.uri(""),
            master.keys().map(keys -> ", for browsers that have the key in " + keys).orElse("")));
    console.line(
        String.format(
            Locale.ROOT,
            "longtail run FILE --runner flink --flink-master %s",
            master.keys().isPresent() ? ShellCommand.quoted(master.name()) : master.address()));
    return ExitCode.DONE;
  }
}
