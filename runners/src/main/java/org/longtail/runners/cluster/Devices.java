package org.longtail.runners.cluster;

import ai.djl.util.cuda.CudaUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gives each task manager GPUs of its own, as long as there are any. */
final class Devices {

  /** Which GPUs a process sees. */
  static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

  private static final String GPU = "gpu";
  private static final String SEPARATOR = ",";
  static final String CPU = "cpu";

  private final List<String> visible;

  /** The GPUs that these numbers, or names, stand for. */
  Devices(List<String> visible) {
    this.visible = List.copyOf(visible);
  }

  /** Those that this process sees. */
  static Devices ofProcess() {
    String variable = System.getenv(VISIBLE);
    return variable != null
        ? new Devices(
            Arrays.stream(variable.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList())
        : new Devices(
            IntStream.range(0, CudaUtils.hasCuda() ? CudaUtils.getGpuCount() : 0)
                .mapToObj(Integer::toString)
                .toList());
  }

  /**
   * GPUs that nobody has, or {@link #CPU}.
   *
   * @param most how many at most
   */
  String free(List<ClusterState.TaskManager> taskManagers, int most) {
    Set<String> taken =
        taskManagers.stream()
            .flatMap(taskManager -> Arrays.stream(taskManager.device().split(SEPARATOR)))
            .collect(Collectors.toSet());
    String free =
        visible.stream()
            .map(id -> GPU + id)
            .filter(device -> !taken.contains(device))
            .limit(most)
            .collect(Collectors.joining(SEPARATOR));
    return free.isEmpty() ? CPU : free;
  }

  /** What a process with these devices sees. */
  static String variable(String devices) {
    return devices.equals(CPU)
        ? ""
        : Arrays.stream(devices.split(SEPARATOR))
            .map(device -> device.substring(GPU.length()))
            .collect(Collectors.joining(SEPARATOR));
  }
}
