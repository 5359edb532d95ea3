package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.longtail.schemas.store.ArtifactStores;

/** A run whose process is killed at any moment loses nothing that was stored, and goes on. */
class KillIT {

  /** Few unless asked for more: {@code -Dkills=10}, as continuous integration does. */
  private static final int KILLS = Integer.getInteger("kills", 4);

  @TempDir static Path shared = Path.of("");

  private static Path file = Path.of("");
  private static Map<String, String> undisturbed = Map.of();
  private static int events;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    file = TrainingPipeline.write(shared, 1);
    Path store = shared.resolve("undisturbed");
    CommandLineRun done = run(store, "whole");
    assertThat(done.exitCode()).as(done.err()).isZero();
    undisturbed = TrainingPipeline.digests(store, "whole");
    events = ArtifactStores.open(store.toString()).run("whole").events(0).size();
  }

  static Stream<Integer> seeds() {
    return IntStream.rangeClosed(1, KILLS).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void runningAgainEndsWithTheSameDigestsInAStoreThatIsWhole(int seed, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path store = folder.resolve("store");

    killAtSomeMoment(store, folder, new Random(seed));
    CommandLineRun again = run(store, "again");

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(TrainingPipeline.digests(store, "again")).isEqualTo(undisturbed);
    CommandLineRun verified = CommandLineRun.of("store", "verify", "--store", store.toString());
    assertThat(verified.exitCode()).as(verified.err()).isZero();
  }

  /** Kills a run's process when its log has some number of events, or shortly after. */
  private static void killAtSomeMoment(Path store, Path folder, Random random)
      throws IOException, InterruptedException {
    int moment = random.nextInt(events);
    Process process =
        new ProcessBuilder(LongtailProcess.run(List.of(), file, store, "killed"))
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    Path log = store.resolve("runs").resolve("killed").resolve("events.jsonl");
    boolean ended = false;
    while (!ended && lines(log) < moment) {
      ended = process.waitFor(1, TimeUnit.MILLISECONDS);
    }
    process.waitFor(random.nextInt(100), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
  }

  private static long lines(Path log) throws IOException {
    if (!Files.exists(log)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.count();
    }
  }

  private static CommandLineRun run(Path store, String run) {
    return CommandLineRun.of("run", file.toString(), "--store", store.toString(), "--run", run);
  }
}
