package org.longtail.runners.cluster;

import ai.djl.util.cuda.CudaUtils;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Gives each task manager a GPU of its own, as long as there are any. */
final class Devices {

  /** Which GPUs a process sees. */
  static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

  private static final String GPU = "gpu";
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

  /** The first that nobody has, or {@link #CPU}. */
  String free(List<ClusterState.TaskManager> taskManagers) {
    Set<String> taken =
        new HashSet<>(taskManagers.stream().map(ClusterState.TaskManager::device).toList());
    return visible.stream()
        .map(id -> GPU + id)
        .filter(device -> !taken.contains(device))
        .findFirst()
        .orElse(CPU);
  }

  /** What a process with this device sees. */
  static String variable(String device) {
    return device.equals(CPU) ? "" : device.substring(GPU.length());
  }
}
