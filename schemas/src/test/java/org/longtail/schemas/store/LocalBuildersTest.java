package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builders on one machine; some of them in processes of their own. */
class LocalBuildersTest extends BuildersContract {

  private static final StoredStep STEP = StoredStep.named("shared");

  private final Path root;

  LocalBuildersTest(@TempDir Path root) {
    this.root = root;
  }

  /**
   * Builds the step until it is told to go on, then commits it. A process that is being ended finds
   * its input closed: it goes on with nothing.
   */
  public static final class Builder {
    private Builder() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      try (StepBuild build = ArtifactStores.open(arguments[0]).build(STEP.key())) {
        STEP.write(build);
        System.out.println("building");
        if (System.in.read() < 0) {
          Thread.currentThread().join();
        }
        STEP.commit(build);
      }
    }
  }

  /** Tells a builder to go on. */
  static void goOn(Process builder) throws IOException {
    builder.getOutputStream().write('\n');
    builder.getOutputStream().flush();
  }

  @Override
  ArtifactStore open() {
    return new LocalFiles(root).open();
  }

  @Test
  void aBuilderThatWaitsForAnotherProcessCanBeCancelled()
      throws IOException, ExecutionException, InterruptedException {
    Process other = startBuilder();
    try {
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread waiting =
          new Thread(() -> ended.complete(catchThrowable(() -> open().build(STEP.key()))));
      waiting.start();
      waiting.interrupt();

      assertThat(ended.get()).isInstanceOf(CancellationException.class);
    } finally {
      goOn(other);
      other.waitFor();
    }
  }

  @Test
  void aBuilderWaitsForTheOneInAnotherProcess()
      throws IOException, ExecutionException, InterruptedException {
    Process other = startBuilder();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> found =
          thread.submit(
              () -> {
                try (StepBuild build = open().build(STEP.key())) {
                  return open().find(STEP.key()).isPresent();
                }
              });
      goOn(other);

      assertThat(found.get()).isTrue();
      assertThat(other.waitFor()).isZero();
    } finally {
      thread.shutdownNow();
      other.destroyForcibly();
    }
  }

  @Test
  void aBuilderTakesOverFromAProcessThatDied() throws IOException, InterruptedException {
    Process other = startBuilder();
    other.destroyForcibly().waitFor();

    try (StepBuild build = open().build(STEP.key())) {
      assertThat(build.file(StoredStep.FILE)).doesNotExist();
    }
    assertThat(open().find(STEP.key())).isEmpty();
  }

  private Process startBuilder() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                Builder.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).isEqualTo("building");
    return process;
  }
}
