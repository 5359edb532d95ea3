package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.gcs.GcsServer;

/** Builders of a store in a bucket, of which one is a process of its own. */
@Timeout(120) // a builder that waits for ever
class GcsProcessesTest {

  private static final StoredStep STEP = StoredStep.named("shared"); // which the other builds

  private final Path cache;
  private GcsServer server;
  private GcsObjects objects;
  private Process other;

  GcsProcessesTest(@TempDir Path cache) {
    this.cache = cache;
  }

  @BeforeEach
  void startServerAndBuilder() throws IOException {
    server = GcsServer.start();
    server.setClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)));
    objects = GcsObjects.on(server, cache);
    other = startBuilder();
  }

  @AfterEach
  void stop() {
    other.destroyForcibly();
    server.close();
  }

  @Test
  void aBuilderWaitsForTheOneInAnotherProcess()
      throws IOException, ExecutionException, InterruptedException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> found =
          thread.submit(
              () -> {
                try (StepBuild build = objects.open().build(STEP.key())) {
                  return objects.open().find(STEP.key()).isPresent();
                }
              });
      LocalBuildersTest.goOn(other);

      assertThat(found.get()).isTrue();
      assertThat(other.waitFor()).isZero();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void theTurnOfAProcessThatIsEndedIsFree() throws InterruptedException {
    other.destroy();
    other.waitFor();

    assertThat(objects.names()).isEmpty();
  }

  @Test
  void theTurnOfAProcessThatDiedIsTakenOverWhenItHasExpired() throws InterruptedException {
    other.destroyForcibly().waitFor();
    assertThat(objects.open().beginRemoval(STEP.key())).isEmpty();

    tenMinutesGoBy();
    Manifest manifest = STEP.commit(objects.open(cache.resolve("other machine")));

    assertThat(objects.open().find(STEP.key())).contains(manifest);
  }

  @Test
  void theTurnOfAProcessThatDiedIsLeftOver() throws InterruptedException {
    other.destroyForcibly().waitFor();
    assertThat(objects.open().leftovers()).isEmpty();

    tenMinutesGoBy();

    assertThat(objects.open().leftovers())
        .singleElement()
        .satisfies(
            leftover -> {
              assertThat(leftover.kind()).isEqualTo(Leftover.Kind.BUILD);
              assertThat(leftover.bytes()).isPositive();
              assertThat(leftover.remove()).isTrue();
            });
    assertThat(objects.names()).isEmpty();
  }

  /** The server's time was ten minutes late. */
  private void tenMinutesGoBy() {
    server.setClock(Clock.systemUTC());
  }

  private Process startBuilder() throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path")),
            LocalBuildersTest.Builder.class.getName(),
            objects.uri());
    java.environment().put(GcsClient.EMULATOR, server.host());
    java.environment().put(CachePlace.FOLDER, cache.toString());
    Process process = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).isEqualTo("building");
    return process;
  }
}
