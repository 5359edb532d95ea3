package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.longtail.runners.cluster.FlinkMaster;
import org.longtail.runners.cluster.FlinkRest;

/** A cluster of processes on this machine, started and stopped by the command line. */
final class TestCluster {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  private TestCluster(Path folder) {
    this.folder = folder;
  }

  /** The cluster of a folder, which need not be started. */
  static TestCluster in(Path folder) {
    return new TestCluster(folder);
  }

  /** Starts what is missing of a job manager and task managers. */
  void start(int taskManagers, String... more) {
    List<String> words =
        new ArrayList<>(List.of("start", "--task-managers", Integer.toString(taskManagers)));
    words.addAll(List.of(more));
    CommandLineRun started = command(words.toArray(String[]::new));
    assertThat(started.exitCode()).as(started.err()).isZero();
  }

  private CommandLineRun command(String... command) {
    List<String> words = new ArrayList<>(List.of("cluster"));
    words.addAll(List.of(command));
    words.addAll(List.of("--folder", folder.toString()));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  /** What {@code cluster status --json} says. */
  JsonNode status() {
    return json(command("status", "--json").lastLine());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  /** The numbers of its processes, the job manager's first. */
  List<Long> processes() {
    JsonNode status = status();
    List<Long> processes = new ArrayList<>(List.of(status.get("pid").asLong()));
    status.get("taskManagers").forEach(one -> processes.add(one.get("pid").asLong()));
    return processes;
  }

  /** Where its job manager answers. */
  String master() {
    return status().get("master").asText();
  }

  /** The job of a run. */
  FlinkRest.Job job(String run) throws IOException {
    return rest().job(EmbeddedFlink.jobName(run)).orElseThrow();
  }

  /** Cancels the job of a run. */
  void cancel(String run) throws IOException {
    rest().cancel(job(run));
  }

  private FlinkRest rest() {
    return FlinkMaster.of(master()).rest();
  }

  /** Where its configuration and keys are; a private one is named by it. */
  Path folder() {
    return folder;
  }

  /** Runs a pipeline file on it. */
  CommandLineRun run(Path file, String run, Path store, String... more) {
    return runOn(master(), file, run, store, more);
  }

  /**
   * Runs a pipeline file on a cluster.
   *
   * @param master its name on the command line
   */
  static CommandLineRun runOn(String master, Path file, String run, Path store, String... more) {
    List<String> words = new ArrayList<>(List.of("run", file.toString(), "--run", run));
    words.addAll(List.of("--store", store.toString()));
    words.addAll(List.of("--runner", "flink", "--flink-master", master));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  /** What Flink's REST answers to a question for a path. */
  JsonNode get(String path) throws IOException {
    try {
      return json(
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://" + master() + path)).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void stop() {
    CommandLineRun stopped = command("stop");
    assertThat(stopped.exitCode()).as(stopped.err()).isZero();
  }
}
