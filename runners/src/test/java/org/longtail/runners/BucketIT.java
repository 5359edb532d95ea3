package org.longtail.runners;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.gcs.GcsServer;

/** The command line, as a process of its own, with a store in a bucket. */
@Timeout(180) // a process that waits for ever
class BucketIT {

  private static final String STORE = "gs://" + GcsServer.BUCKET + "/team/store";

  private final Path folder;
  private final NumberPipeline pipeline;
  private GcsServer server;

  BucketIT(@TempDir Path folder) {
    this.folder = folder;
    this.pipeline = new NumberPipeline(folder);
  }

  @BeforeEach
  void start() {
    server = GcsServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRunKeepsEverythingInTheBucketAndTheNextOneFindsIt()
      throws IOException, InterruptedException {
    CommandLineRun first = onServer("run", pipeline.file(), "--store", STORE, "--run", "one");
    CommandLineRun second =
        onServer("run", pipeline.file(), "--store", STORE, "--run", "two", "--json");

    assertThat(first.err()).contains("Log: " + STORE + "/runs/one/log.txt");
    assertThat(first.exitCode()).isZero();
    JsonNode report = new ObjectMapper().readTree(second.lastLine());
    assertThat(report.findValuesAsText("cached")).containsExactly("true", "true", "true");
    assertThat(server.names())
        .filteredOn(name -> name.contains("/runs/one/"))
        .containsExactly(
            "team/store/runs/one/events.jsonl",
            "team/store/runs/one/log.txt",
            "team/store/runs/one/pipeline.yaml",
            "team/store/runs/one/run.json");
    assertThat(server.content("team/store/runs/one/run.json"))
        .contains("\"status\" : \"done\"")
        .contains(STORE);
    assertThat(server.content("team/store/runs/one/log.txt")).contains("org.apache.flink");
    assertThat(server.names()).noneMatch(name -> name.contains("/building/"));
  }

  @Test
  void aFailedRunGoesOnFromItsFinishedSteps() throws IOException, InterruptedException {
    CommandLineRun failed = onServer("run", pipeline.file(), "--store", STORE, "--set", "limit=4");
    CommandLineRun repaired =
        onServer("run", pipeline.file(), "--store", STORE, "--set", "limit=5", "--json");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("step Sum: sum 5 is above 4; raise 'limit'");
    JsonNode report = new ObjectMapper().readTree(repaired.lastLine());
    assertThat(report.findValuesAsText("cached")).containsExactly("true", "true", "false");
  }

  @Test
  void aBucketThatDoesNotExistIsNamedWithTheWayOut() throws IOException, InterruptedException {
    CommandLineRun failed = onServer("run", pipeline.file(), "--store", "gs://no-such-bucket");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains("gs://no-such-bucket/runs/")
        .contains("make it with 'gcloud storage buckets create gs://no-such-bucket'");
  }

  @Test
  void aBucketThatGoesAwayInMidRunEndsItWithTheReasonAndTheWayOn()
      throws IOException, InterruptedException {
    server
        .wireMock()
        .stubFor(
            any(urlMatching(".*AddNumbers.*"))
                .inScenario("outage")
                .willSetStateTo("gone")
                .willReturn(aResponse().withStatus(503)));
    server
        .wireMock()
        .stubFor(
            any(anyUrl())
                .atPriority(1)
                .inScenario("outage")
                .whenScenarioStateIs("gone")
                .willReturn(aResponse().withStatus(503)));

    CommandLineRun failed =
        process(
            Map.of("STORAGE_EMULATOR_HOST", server.host(), "LONGTAIL_BUCKET_PATIENCE", "3"),
            "run",
            pipeline.file(),
            "--store",
            STORE);

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains("bucket '" + GcsServer.BUCKET + "' does not answer as it should")
        .contains("To go on from here");
    server.recover();
    CommandLineRun again = onServer("run", pipeline.file(), "--store", STORE);
    assertThat(again.err()).contains("Two: CACHED").contains("done: 3 steps finished");
  }

  @Test
  void filesAreLentToAStepOnlyAsLongAsItIsExecuted() throws IOException, InterruptedException {
    Process run =
        start(
            Map.of("STORAGE_EMULATOR_HOST", server.host()),
            "run",
            pipeline.waitingFile(),
            "--store",
            STORE);
    try {
      Awaitility.await()
          .atMost(1, TimeUnit.MINUTES)
          .until(() -> server.names().toString(), names -> names.contains("/BeginMeeting/"));

      // To the part that waits; no longer to what looked which parts there are.
      assertThat(lent()).hasSize(1);
    } finally {
      run.destroyForcibly().waitFor();
    }
  }

  /** Links of processes to files of the cache, whose names are digests. */
  private List<Path> lent() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache/processes"))) {
      return files.filter(file -> file.getFileName().toString().length() == 64).toList();
    }
  }

  @Test
  void missingCredentialsAreNamedWithTheWayOut() throws IOException, InterruptedException {
    Path none = folder.resolve("no-such-key.json");

    CommandLineRun failed =
        process(
            Map.of("GOOGLE_APPLICATION_CREDENTIALS", none.toString()),
            "run",
            pipeline.file(),
            "--store",
            STORE);

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains("no credentials for Google Cloud Storage were found")
        .contains("run 'gcloud auth application-default login'")
        .contains(none.toString());
  }

  private CommandLineRun onServer(String... args) throws IOException, InterruptedException {
    return process(Map.of("STORAGE_EMULATOR_HOST", server.host()), args);
  }

  private CommandLineRun process(Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    int exitCode = start(environment, args).waitFor();
    return new CommandLineRun(
        exitCode, Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
  }

  private Process start(Map<String, String> environment, String... args) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path")),
            "org.longtail.runners.Longtail");
    java.command().addAll(List.of(args));
    java.environment().remove("STORAGE_EMULATOR_HOST");
    java.environment().put("LONGTAIL_CACHE_DIR", folder.resolve("cache").toString());
    java.environment().putAll(environment);
    return java.redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }
}
