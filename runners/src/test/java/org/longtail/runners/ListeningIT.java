package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStores;

/** Whom the processes that stay a while listen to; those of a cluster are in {@code ClusterIT}. */
class ListeningIT {

  private final Path folder;

  ListeningIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aRunListensToNobodyButItsOwnMachine() throws IOException, InterruptedException {
    Process run = startRun();
    try {
      assertThat(ListeningSockets.of(run.pid()))
          .isNotEmpty()
          .allMatch(ListeningSockets::ofThisMachine);
    } finally {
      run.destroyForcibly().waitFor();
    }
  }

  @Test
  void aRunTakesJobsFromNobody() throws IOException, InterruptedException {
    Process run = startRun();
    try {
      assertThat(ListeningSockets.of(run.pid())).noneMatch(ListeningIT::speaksRest);
    } finally {
      run.destroyForcibly().waitFor();
    }
  }

  /** A run that has begun, and goes on for a minute. */
  private Process startRun() throws IOException {
    NumberPipeline pipeline = new NumberPipeline(folder);
    Process run =
        start(
            LongtailProcess.run(
                List.of(), Path.of(pipeline.waitingFile()), Path.of(pipeline.store()), "r"));
    RunFolder log = ArtifactStores.open(pipeline.store()).run("r");
    Awaitility.await()
        .atMost(1, TimeUnit.MINUTES)
        .until(() -> log.events(0).stream().anyMatch(ListeningIT::partHasBegun));
    return run;
  }

  private static boolean speaksRest(InetSocketAddress socket) {
    String address = String.format(Locale.ROOT, "http://127.0.0.1:%d/overview", socket.getPort());
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(address))
                      .timeout(Duration.ofSeconds(20))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean partHasBegun(RunEvent event) {
    return event instanceof RunEvent.Started && event.step().startsWith("Meeting/");
  }

  @Test
  void theExpansionServiceListensToNobodyButItsOwnMachine()
      throws IOException, InterruptedException {
    Process service = start(LongtailProcess.command(List.of(), "expansion-service"));
    try {
      Awaitility.await()
          .atMost(1, TimeUnit.MINUTES)
          .until(() -> Files.readString(folder.resolve("err")).contains("Serving transforms"));

      assertThat(ListeningSockets.of(service.pid()))
          .isNotEmpty()
          .allMatch(ListeningSockets::ofThisMachine);
    } finally {
      service.destroyForcibly().waitFor();
    }
  }

  @Test
  void theJarForBeamsLaunchersListensToNobodyButItsOwnMachine()
      throws IOException, InterruptedException {
    Process service =
        start(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ExpansionJar.class.getName(),
                "0",
                "--alsoStartLoopbackWorker"));
    try {
      List<InetSocketAddress> sockets =
          Awaitility.await()
              .atMost(1, TimeUnit.MINUTES)
              .until(() -> ListeningSockets.of(service.pid()), found -> !found.isEmpty());

      assertThat(sockets).allMatch(ListeningSockets::ofThisMachine);
    } finally {
      service.destroyForcibly().waitFor();
    }
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  @Test
  void aProcessThatListensToEveryoneIsFound() throws IOException {
    try (ServerSocket everyone = new ServerSocket(0)) {
      assertThat(everyone.isBound()).isTrue();
      assertThat(ListeningSockets.of(ProcessHandle.current().pid()))
          .anyMatch(socket -> socket.getAddress().isAnyLocalAddress());
    }
  }

  @Test
  void aProcessThatListensToItsOwnMachineIsFound() throws IOException {
    try (ServerSocket own = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(own.isBound()).isTrue();
      assertThat(ListeningSockets.of(ProcessHandle.current().pid()))
          .anyMatch(ListeningSockets::ofThisMachine);
    }
  }
}
