package org.longtail.runners.cluster;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Flink session cluster on this machine: a job manager and task managers, each a process of its
 * own that goes on when this one ends. One task manager has one slot, and GPUs of its own if there
 * are any: a step uses all the cores that it is given, and the engine collects the gradients of one
 * network at a time.
 */
public final class LocalCluster {

  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  private static final int USUAL_PORT = 8081;
  private static final int SECONDS_TO_START = 90;
  private static final int SECONDS_TO_STOP = 15;
  private static final int MILLIS_BETWEEN_LOOKS = 100;

  private final Path folder;

  /**
   * The cluster of a folder.
   *
   * @param folder keeps configuration, logs, and which processes there are
   */
  public LocalCluster(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The cluster that runs, without the task managers that have ended; nothing if none runs. */
  public Optional<ClusterState> status() throws IOException {
    return ClusterState.read(folder).filter(ClusterState::alive).map(ClusterState::living);
  }

  /**
   * Starts a cluster, or brings one that runs to as many task managers.
   *
   * @return the cluster when every task manager is registered
   * @throws IOException if a process ends before that; names its log
   */
  public ClusterState start(ClusterSettings settings) throws IOException {
    Files.createDirectories(folder);
    FlinkConfiguration configuration = new FlinkConfiguration(folder, settings);
    Optional<ClusterState> running = status();
    if (running.isEmpty()) {
      renewKeys(settings);
    } else if (settings.closed() && ClusterKeys.in(folder).isEmpty()) {
      throw new IllegalArgumentException(
          "--private: the cluster that runs is open to every account of this machine; stop it first, with 'longtail cluster stop'");
    }
    ClusterState state = running.isPresent() ? running.get() : startJobManager(configuration);
    List<ClusterState.TaskManager> taskManagers = new ArrayList<>(state.taskManagers());
    while (taskManagers.size() < settings.taskManagers()) {
      taskManagers.add(startTaskManager(configuration, settings, state, taskManagers));
      state = state.with(taskManagers);
      state.write(folder);
    }
    FlinkRest rest = FlinkMaster.of(state, folder).rest();
    int wanted = taskManagers.size();
    await(
        "task manager",
        taskManagers.stream().map(ClusterState.TaskManager::pid).toList(),
        () -> rest.taskManagers() >= wanted);
    return state;
  }

  private void renewKeys(ClusterSettings settings) throws IOException {
    ClusterKeys.delete(folder);
    if (settings.closed()) {
      ClusterKeys.create(folder);
    }
  }

  private ClusterState startJobManager(FlinkConfiguration configuration) throws IOException {
    int rpcPort = freePort();
    int restPort = freeRestPort();
    Files.writeString(folder.resolve("rpc-port"), Integer.toString(rpcPort));
    Process process =
        new FlinkProcess(folder)
            .start(
                "job-manager",
                JOB_MANAGER,
                configuration.write("job-manager", rpcPort, restPort),
                configuration.jobManagerJava(),
                Map.of());
    ClusterState state =
        new ClusterState(
            "127.0.0.1:" + restPort,
            process.pid(),
            OwnProcess.started(process.toHandle()),
            List.of());
    state.write(folder);
    FlinkRest rest = FlinkMaster.of(state, folder).rest();
    await("job manager", List.of(process.pid()), rest::answers);
    return state;
  }

  private ClusterState.TaskManager startTaskManager(
      FlinkConfiguration configuration,
      ClusterSettings settings,
      ClusterState state,
      List<ClusterState.TaskManager> others)
      throws IOException {
    String name = "task-manager-" + UUID.randomUUID().toString().substring(0, 8);
    int rpcPort = Integer.parseInt(Files.readString(folder.resolve("rpc-port")));
    int restPort = Integer.parseInt(state.master().substring(state.master().indexOf(':') + 1));
    String device = Devices.ofProcess().free(others, settings.gpus());
    Map<String, String> environment = new HashMap<>();
    environment.put(Devices.VISIBLE, Devices.variable(device));
    if (settings.threads() > 0) {
      environment.put("OMP_NUM_THREADS", Integer.toString(settings.threads()));
    }
    Process process =
        new FlinkProcess(folder)
            .start(
                name,
                TASK_MANAGER,
                configuration.write(name, rpcPort, restPort),
                configuration.taskManagerJava(),
                environment);
    return new ClusterState.TaskManager(
        name, process.pid(), OwnProcess.started(process.toHandle()), 1, device);
  }

  /** Waits until something is so, as long as the processes live. */
  private void await(String what, List<Long> pids, BooleanSupplier done) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (!done.getAsBoolean()) {
      boolean alive =
          pids.stream()
              .allMatch(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
      if (!alive || System.nanoTime() > deadline) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "a %s %s; see the newest log in %s, then 'longtail cluster stop'",
                what,
                alive
                    ? String.format(Locale.ROOT, "did not come up within %d s", SECONDS_TO_START)
                    : "ended",
                folder.resolve("log")));
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(MILLIS_BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Stops the cluster, the task managers first; jobs that run on it end. Logs stay. Processes that
   * are not the cluster's, although they have the numbers of its processes, are left alone.
   */
  public Stopped stop() throws IOException {
    Optional<ClusterState> state = ClusterState.read(folder);
    if (state.isEmpty()) {
      return new Stopped(false, List.of());
    }
    boolean ran = state.get().alive();
    List<Long> others = new ArrayList<>();
    for (ClusterState.TaskManager taskManager : state.get().taskManagers()) {
      stop(taskManager.pid(), taskManager.started(), others);
    }
    stop(state.get().pid(), state.get().started(), others);
    ClusterState.delete(folder);
    ClusterKeys.delete(folder);
    return new Stopped(ran, others);
  }

  /**
   * What was stopped.
   *
   * @param ran whether a cluster ran
   * @param others numbers of processes that were the cluster's once, and are others' now
   */
  public record Stopped(boolean ran, List<Long> others) {

    public Stopped {
      others = List.copyOf(others);
    }
  }

  private static void stop(long pid, @Nullable Long started, List<Long> others) {
    Optional<ProcessHandle> own = OwnProcess.of(pid, started);
    if (own.isPresent()) {
      stop(own.get());
    } else if (OwnProcess.living(pid).isPresent()) {
      others.add(pid);
    }
  }

  private static void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
  }

  /** Flink's usual one, unless somebody else has it. */
  private static int freeRestPort() throws IOException {
    try {
      return freePort(USUAL_PORT);
    } catch (BindException e) {
      return freePort();
    }
  }

  private static int freePort() throws IOException {
    return freePort(0);
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
