package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStores;

/** Runs on a cluster of processes, some of which are killed. */
class ClusterIT {

  private static final int EPOCHS = 24;
  private static final String TRAINING = "Stages/stage 2/TrainStage";
  private static final int TASK_MANAGERS = 2;

  @TempDir static Path shared = Path.of("");

  private static Path file = Path.of("");
  private static Map<String, String> undisturbed = Map.of();
  private static TestCluster cluster = TestCluster.in(Path.of(""));

  private final Path folder;
  private final Path store;

  ClusterIT(@TempDir Path folder) {
    this.folder = folder;
    this.store = folder.resolve("store");
  }

  @BeforeAll
  static void runUndisturbed() throws IOException {
    file = TrainingPipeline.write(shared, EPOCHS);
    Path store = shared.resolve("undisturbed");
    CommandLineRun done =
        CommandLineRun.of("run", file.toString(), "--store", store.toString(), "--run", "whole");
    assertThat(done.exitCode()).as(done.err()).isZero();
    undisturbed = TrainingPipeline.digests(store, "whole");
    cluster = TestCluster.in(shared.resolve("cluster"));
  }

  /** Starts it, or what an earlier test has killed of it. */
  @BeforeEach
  void startTheCluster() {
    cluster.start(TASK_MANAGERS);
  }

  @AfterAll
  static void stopTheCluster() {
    cluster.stop();
  }

  @Test
  void runsOneAfterTheOtherAndSideBySideEndWithTheSameDigests() {
    assertDone(run("first"), "first");
    CompletableFuture<CommandLineRun> second = begin("second", folder.resolve("other"));
    CommandLineRun third = run("third", folder.resolve("third"));

    assertThat(third.exitCode()).as(third.err()).isZero();
    assertThat(second.join().exitCode()).as(second.join().err()).isZero();
    assertThat(TrainingPipeline.digests(folder.resolve("other"), "second")).isEqualTo(undisturbed);
    assertThat(TrainingPipeline.digests(folder.resolve("third"), "third")).isEqualTo(undisturbed);
  }

  @Test
  void theClusterListensToNobodyButItsOwnMachine() {
    assertThat(cluster.processes())
        .hasSize(3)
        .allSatisfy(
            process ->
                assertThat(ListeningSockets.of(process))
                    .isNotEmpty()
                    .allMatch(ListeningSockets::ofThisMachine));
  }

  @Test
  void aTaskManagerThatIsKilledInTrainingCostsAtMostAnEpoch() throws IOException {
    CompletableFuture<CommandLineRun> run = begin("killed", store);
    double epochs = awaitTraining("killed");
    kill(taskManagerAtWork());
    cluster.start(TASK_MANAGERS);

    assertDone(run.join(), "killed");
    assertThat(events("killed", RunEvent.Resumed.class))
        .singleElement()
        .satisfies(
            resumed ->
                assertThat(epochs - resumed.epoch()).as("epochs done again").isLessThan(1.1));
  }

  @Test
  void aRunWhoseLauncherIsKilledGoesOnAndIsTakenOver() throws IOException, InterruptedException {
    Process launcher =
        new ProcessBuilder(
                LongtailProcess.run(
                    List.of(),
                    file,
                    store,
                    "left",
                    "--runner",
                    "flink",
                    "--flink-master",
                    cluster.master()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("launcher.log").toFile())
            .start();
    awaitTraining("left");
    launcher.destroyForcibly().waitFor();

    assertDone(run("again"), "again");
  }

  @Test
  void aRunWhoseJobManagerIsKilledIsTakenOverByHand() throws IOException {
    CompletableFuture<CommandLineRun> run = begin("lost", store);
    awaitTraining("lost");
    kill(cluster.status().get("pid").asLong());
    assertThat(run.join().exitCode()).isEqualTo(ExitCode.FAILED);
    cluster.stop();
    cluster.start(TASK_MANAGERS);

    CommandLineRun again = run("again");

    assertDone(again, "again");
    assertThat(again.err()).contains("Images: CACHED");
    assertThat(events("again", RunEvent.Resumed.class))
        .extracting(RunEvent.Resumed::step)
        .containsExactly(TRAINING);
  }

  @Test
  void aRunThatWasLeftToTheClusterCanBeWatched() throws IOException {
    CommandLineRun left = cluster.run(file, "watched", store, "--detach");
    assertThat(left.exitCode()).as(left.err()).isZero();
    assertThat(left.lastLine()).isEqualTo("watched");

    CommandLineRun watched = CommandLineRun.of("watch", "watched", "--store", store.toString());

    assertDone(watched, "watched");
    assertThat(watched.err()).contains("Run watched done").contains("Results: done");
    assertThat(watched.out()).contains("Top-1 accuracy");
  }

  @Test
  void aStepThatFailsForItsOwnSakeFailsTheRunAtOnce() throws IOException {
    NumberPipeline pipeline = new NumberPipeline(folder);
    CommandLineRun failed =
        cluster.run(Path.of(pipeline.file()), "limited", store, "--set", "limit=4");

    assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failed.err()).contains("sum 5 is above 4");
    assertThat(events("limited", RunEvent.Started.class))
        .filteredOn(started -> started.step().equals("Sum"))
        .hasSize(1);
  }

  private CompletableFuture<CommandLineRun> begin(String name, Path where) {
    return CompletableFuture.supplyAsync(() -> run(name, where));
  }

  private CommandLineRun run(String name) {
    return run(name, store);
  }

  private CommandLineRun run(String name, Path where) {
    return cluster.run(file, name, where);
  }

  private void assertDone(CommandLineRun run, String name) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(TrainingPipeline.digests(store, name)).isEqualTo(undisturbed);
  }

  /** Waits until stage 2 is being trained; gives the epochs that are done. */
  private double awaitTraining(String run) {
    Awaitility.await()
        .atMost(2, TimeUnit.MINUTES)
        .until(() -> epochsDone(run), done -> done > EPOCHS / 4.0);
    return epochsDone(run);
  }

  private double epochsDone(String run) {
    return events(run, RunEvent.Progress.class).stream()
        .filter(progress -> progress.step().equals(TRAINING))
        .mapToDouble(RunEvent.Progress::done)
        .max()
        .orElse(0);
  }

  private <E extends RunEvent> List<E> events(String run, Class<E> type) {
    return ArtifactStores.open(store.toString()).run(run).events(0).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** The process of the task manager that runs a step. */
  private long taskManagerAtWork() throws IOException {
    JsonNode job =
        StreamSupport.stream(cluster.get("/jobs/overview").get("jobs").spliterator(), false)
            .filter(candidate -> candidate.get("state").asText().equals("RUNNING"))
            .findFirst()
            .orElseThrow();
    String path = "/jobs/" + job.get("jid").asText();
    for (JsonNode vertex : cluster.get(path).get("vertices")) {
      if (vertex.get("status").asText().equals("RUNNING")) {
        JsonNode subtasks =
            cluster.get(path + "/vertices/" + vertex.get("id").asText()).get("subtasks");
        String id = subtasks.get(0).get("taskmanager-id").asText();
        for (JsonNode taskManager : cluster.status().get("taskManagers")) {
          if (taskManager.get("id").asText().equals(id)) {
            return taskManager.get("pid").asLong();
          }
        }
      }
    }
    throw new AssertionError("no step runs");
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }
}
