package org.longtail.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** After a reboot other processes have the numbers of a cluster that is no more. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LocalClusterTest {

  private static final long HOUR = 3_600_000;

  private final Path folder;
  private final Process other;

  LocalClusterTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.other = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void end() {
    other.destroyForcibly();
  }

  @Test
  void aProcessThatStartedAtAnotherTimeIsLeftAlone() throws IOException {
    long self = ProcessHandle.current().pid(); // a Java process, as the cluster's were
    long then = started(ProcessHandle.current()) - HOUR;
    keep(self, then, other.pid(), started(other.toHandle()) - HOUR);

    assertThat(new LocalCluster(folder).status()).isEmpty();
    LocalCluster.Stopped stopped = new LocalCluster(folder).stop();

    assertThat(stopped.ran()).isFalse();
    assertThat(stopped.others()).containsExactly(other.pid(), self);
    assertThat(other.isAlive()).isTrue();
  }

  @Test
  void aProcessOfAnotherProgramIsLeftAlone() throws IOException {
    keep(other.pid(), started(other.toHandle()), other.pid(), started(other.toHandle()));

    assertThat(new LocalCluster(folder).stop().others()).contains(other.pid());
    assertThat(other.isAlive()).isTrue();
  }

  @Test
  void aProcessThatAnEarlierVersionKeptIsLeftAlone() throws IOException {
    keep(ProcessHandle.current().pid(), null, other.pid(), null);

    assertThat(new LocalCluster(folder).stop().others())
        .containsExactly(other.pid(), ProcessHandle.current().pid());
    assertThat(other.isAlive()).isTrue();
  }

  @Test
  void aProcessOfTheClusterIsKnown() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    keep(self.pid(), started(self), other.pid(), null);

    assertThat(new LocalCluster(folder).status())
        .hasValueSatisfying(state -> assertThat(state.taskManagers()).isEmpty());
  }

  @Test
  void aClusterThatIsOpenIsNotMadePrivateWhileItRuns() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    keep(self.pid(), started(self), other.pid(), null);
    ClusterSettings closed = new ClusterSettings(1, 1024, 2048, 0, 1, true);

    assertThatThrownBy(() -> new LocalCluster(folder).start(closed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--private: the cluster that runs is open to every account");
  }

  private static long started(ProcessHandle process) {
    Long started = OwnProcess.started(process);
    assertThat(started).isNotNull();
    return started == null ? 0 : started;
  }

  private void keep(
      long jobManager, @Nullable Long started, long taskManager, @Nullable Long itsStart)
      throws IOException {
    new ClusterState(
            "127.0.0.1:8081",
            jobManager,
            started,
            List.of(new ClusterState.TaskManager("task-manager", taskManager, itsStart, 1, "cpu")))
        .write(folder);
  }
}
