package org.longtail.runners.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a cluster, as its folder's {@code cluster.json} keeps them.
 *
 * @param master {@code host:port} that pipelines are submitted to; Flink's dashboard is there too
 * @param pid of the job manager
 * @param started when its process started, in milliseconds since 1970; absent in files of earlier
 *     versions
 * @param taskManagers the task managers
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ClusterState(
    String master, long pid, @Nullable Long started, List<TaskManager> taskManagers) {

  private static final String FILE = "cluster.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  public ClusterState {
    taskManagers = List.copyOf(taskManagers);
  }

  /**
   * A task manager.
   *
   * @param id under which Flink's dashboard and the log file name it
   * @param pid of its process
   * @param started when that started, in milliseconds since 1970; absent in files of earlier
   *     versions
   * @param slots how many steps it runs at a time
   * @param device {@code cpu}, or the GPUs that are its own, such as {@code gpu0} or {@code
   *     gpu0,gpu1}
   */
  public record TaskManager(String id, long pid, @Nullable Long started, int slots, String device) {

    boolean alive() {
      return OwnProcess.of(pid, started).isPresent();
    }
  }

  /** Whether the job manager's process lives. */
  boolean alive() {
    return OwnProcess.of(pid, started).isPresent();
  }

  /** The same without the task managers whose process has ended. */
  ClusterState living() {
    return with(taskManagers.stream().filter(TaskManager::alive).toList());
  }

  /** The same with other task managers. */
  ClusterState with(List<TaskManager> others) {
    return new ClusterState(master, pid, started, others);
  }

  /** What a cluster's folder tells, if a cluster was started there. */
  static Optional<ClusterState> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), ClusterState.class))
        : Optional.empty();
  }

  /** Keeps this in a cluster's folder. */
  void write(Path folder) throws IOException {
    Path draft = Files.createTempFile(folder, "cluster", ".json");
    JSON.writeValue(draft.toFile(), this);
    Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets the cluster. */
  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }
}
