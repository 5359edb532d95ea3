package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStores;

/**
 * A run whose process is stopped goes on as if nothing had been. By default Flink gives a part of
 * its cluster up after 50 seconds, so that this takes minutes: only the profile 'cluster' runs it.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class StoppedRunIT {

  private static final int EPOCHS = 24;
  private static final Duration STOPPED = Duration.ofSeconds(75);

  private final Path folder;
  private final Path file;

  StoppedRunIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.file = TrainingPipeline.write(folder, EPOCHS);
  }

  @Test
  void aRunThatWasStoppedEndsWithTheSameDigests() throws IOException, InterruptedException {
    Path undisturbed = folder.resolve("undisturbed");
    Process whole = start(undisturbed, "whole");
    assertThat(whole.waitFor()).as(folder.resolve("whole.err").toString()).isZero();

    Path store = folder.resolve("store");
    Process stopped = start(store, "stopped");
    awaitTraining(store);
    signal("STOP", stopped);
    Awaitility.await()
        .pollDelay(STOPPED)
        .atMost(STOPPED.multipliedBy(2))
        .untilAsserted(
            () ->
                assertThat(StoredRun.read(ArtifactStores.open(store.toString()), "stopped"))
                    .extracting(run -> run.record().status())
                    .isEqualTo(RunStatus.RUNNING));
    signal("CONT", stopped);

    assertThat(stopped.waitFor()).isZero();
    assertThat(TrainingPipeline.digests(store, "stopped"))
        .isEqualTo(TrainingPipeline.digests(undisturbed, "whole"));
    assertThat(millisBetweenSignsOfLife(store)).allMatch(millis -> millis > 10_000);
  }

  private Process start(Path store, String run) throws IOException {
    return new ProcessBuilder(LongtailProcess.run(List.of(), file, store, run))
        .redirectOutput(folder.resolve(run + ".out").toFile())
        .redirectError(folder.resolve(run + ".err").toFile())
        .start();
  }

  private static void awaitTraining(Path store) {
    RunFolder log = ArtifactStores.open(store.toString()).run("stopped");
    Awaitility.await()
        .atMost(2, TimeUnit.MINUTES)
        .until(
            () ->
                log.events(0).stream()
                    .anyMatch(
                        event ->
                            event instanceof RunEvent.Progress
                                && event.step().equals("Stages/stage 2/TrainStage")));
  }

  private static void signal(String name, Process process)
      throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  /** Signs that the stop kept back must not all come at once. */
  private static List<Long> millisBetweenSignsOfLife(Path store) {
    List<RunEvent> signs =
        ArtifactStores.open(store.toString()).run("stopped").events(0).stream()
            .filter(RunEvent.Alive.class::isInstance)
            .toList();
    List<Long> millis = new ArrayList<>();
    for (int i = 1; i < signs.size(); i++) {
      if (signs.get(i).step().equals(signs.get(i - 1).step())) {
        millis.add(signs.get(i).time() - signs.get(i - 1).time());
      }
    }
    return millis;
  }
}
