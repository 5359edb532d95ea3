package org.longtail.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which GPUs a new task manager gets of those that the launcher sees. */
class DevicesTest {

  private static final Devices THREE = new Devices(List.of("0", "1", "GPU-5f3c"));

  @Test
  void theFirstTaskManagerGetsTheFirstGpu() {
    assertThat(THREE.free(List.of(), 1)).isEqualTo("gpu0");
  }

  @Test
  void noGpuIsGivenTwice() {
    assertThat(THREE.free(taskManagers("gpu0", "gpu1"), 1)).isEqualTo("gpuGPU-5f3c");
  }

  @Test
  void severalAreGivenIfTheyAreAskedFor() {
    assertThat(THREE.free(List.of(), 2)).isEqualTo("gpu0,gpu1");
  }

  @Test
  void whoComesLastGetsWhatIsLeft() {
    assertThat(THREE.free(taskManagers("gpu0,gpu1"), 2)).isEqualTo("gpuGPU-5f3c");
    assertThat(THREE.free(taskManagers("gpu0,gpu1", "gpuGPU-5f3c"), 2)).isEqualTo("cpu");
  }

  @ParameterizedTest
  @CsvSource({"gpu0, 0", "'gpu0,gpu1', '0,1'", "gpuGPU-5f3c, GPU-5f3c", "cpu, ''"})
  void theProcessSeesItsOwnAlone(String devices, String variable) {
    assertThat(Devices.variable(devices)).isEqualTo(variable);
  }

  private static List<ClusterState.TaskManager> taskManagers(String... devices) {
    return Stream.of(devices)
        .map(device -> new ClusterState.TaskManager("task-manager", 1, 1L, 1, device))
        .toList();
  }
}
