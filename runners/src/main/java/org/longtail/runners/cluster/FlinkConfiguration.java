package org.longtail.runners.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Flink's configuration of the processes of one cluster. Whatever brings native libraries along is
 * loaded once a process, from the process's own class path: a second job could not load it again.
 */
final class FlinkConfiguration {

  /** Packages with native libraries, and what talks to them. */
  static final List<String> LOADED_ONCE =
      List.of("ai.djl.", "com.sun.jna.", "com.github.luben.", "org.xerial.", "ch.qos.logback.");

  private static final int FRAMEWORK_MEGABYTES = 128;
  private static final int NETWORK_MEGABYTES = 64;
  private static final int METASPACE_MEGABYTES = 512;

  private final Path folder;
  private final ClusterSettings settings;

  FlinkConfiguration(Path folder, ClusterSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * Writes the configuration of a process.
   *
   * @param name of the process
   * @param rpcPort where the job manager listens to the task managers
   * @param restPort where it listens to everybody else
   * @return the folder with the configuration
   */
  Path write(String name, int rpcPort, int restPort) throws IOException {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("jobmanager.rpc.address", "127.0.0.1");
    options.put("jobmanager.rpc.port", rpcPort);
    options.put("jobmanager.bind-host", "127.0.0.1");
    options.put("rest.address", "127.0.0.1");
    options.put("rest.bind-address", "127.0.0.1");
    options.put("rest.port", restPort);
    options.put("web.submit.enable", false); // no programs from whoever has an account here
    options.put("taskmanager.host", "127.0.0.1");
    options.put("taskmanager.bind-host", "127.0.0.1");
    options.put("taskmanager.resource-id", name);
    options.put("io.tmp.dirs", Files.createDirectories(folder.resolve("tmp")).toString());
    options.put("web.tmpdir", folder.resolve("tmp").toString());
    // The usual 8 calls of a thread end within the engine, before the step that called it.
    options.put("cluster.thread-dump.stacktrace-max-depth", 100);
    ClusterKeys.in(folder).map(ClusterKeys::clusterOptions).ifPresent(options::putAll);
    putRecovery(options);
    putMemory(options);
    options.put("taskmanager.network.sort-shuffle.min-parallelism", 1000);
    options.put("classloader.parent-first-patterns.additional", String.join(";", LOADED_ONCE));
    options.put("classloader.check-leaked-classloader", false);
    Path conf = Files.createDirectories(folder.resolve("conf").resolve(name));
    Files.writeString(
        conf.resolve("config.yaml"),
        options.entrySet().stream()
            .map(
                option ->
                    String.format(Locale.ROOT, "%s: \"%s\"\n", option.getKey(), option.getValue()))
            .collect(Collectors.joining()));
    return conf;
  }

  /**
   * A lost task manager is noticed within seconds, and its job goes on where slots are free. A job
   * that fails for its own sake fails again at once: it is given up then.
   */
  private static void putRecovery(Map<String, Object> options) {
    options.put("heartbeat.interval", 1000);
    options.put("heartbeat.timeout", 6000);
    options.put("restart-strategy.type", "failure-rate");
    options.put("restart-strategy.failure-rate.max-failures-per-interval", 3);
    options.put("restart-strategy.failure-rate.failure-rate-interval", "5 min");
    options.put("restart-strategy.failure-rate.delay", "1 s");
    options.put("slot.request.timeout", 600_000);
    options.put("resourcemanager.taskmanager-registration.timeout", "1 min");
  }

  private void putMemory(Map<String, Object> options) {
    options.put("taskmanager.numberOfTaskSlots", 1);
    options.put("taskmanager.cpu.cores", 1);
    options.put("taskmanager.memory.framework.heap.size", megabytes(FRAMEWORK_MEGABYTES));
    options.put("taskmanager.memory.framework.off-heap.size", megabytes(FRAMEWORK_MEGABYTES));
    options.put("taskmanager.memory.task.heap.size", megabytes(settings.heapMegabytes()));
    options.put("taskmanager.memory.task.off-heap.size", megabytes(settings.nativeMegabytes()));
    options.put("taskmanager.memory.network.min", megabytes(NETWORK_MEGABYTES));
    options.put("taskmanager.memory.network.max", megabytes(NETWORK_MEGABYTES));
    options.put("taskmanager.memory.managed.size", megabytes(FRAMEWORK_MEGABYTES));
    options.put("taskmanager.memory.jvm-metaspace.size", megabytes(METASPACE_MEGABYTES));
    options.put("taskmanager.memory.jvm-overhead.min", megabytes(FRAMEWORK_MEGABYTES));
    options.put("taskmanager.memory.jvm-overhead.max", megabytes(FRAMEWORK_MEGABYTES));
  }

  /** What Java is told for a job manager. */
  List<String> jobManagerJava() {
    return withEncryption("-Xmx1g");
  }

  /** What Java must be told so that a task manager keeps to its configuration. */
  List<String> taskManagerJava() {
    return withEncryption(
        String.format(Locale.ROOT, "-Xmx%dm", settings.heapMegabytes() + FRAMEWORK_MEGABYTES),
        String.format(
            Locale.ROOT,
            "-XX:MaxDirectMemorySize=%dm",
            settings.nativeMegabytes() + FRAMEWORK_MEGABYTES + NETWORK_MEGABYTES),
        String.format(Locale.ROOT, "-XX:MaxMetaspaceSize=%dm", METASPACE_MEGABYTES));
  }

  private List<String> withEncryption(String... options) {
    return Stream.concat(
            Stream.of(options),
            ClusterKeys.in(folder).isPresent() ? ClusterKeys.JAVA.stream() : Stream.empty())
        .toList();
  }

  private static String megabytes(int number) {
    return number + "m";
  }
}
