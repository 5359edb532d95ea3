package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedFlinkIT {

  private final NumberPipeline pipeline;

  EmbeddedFlinkIT(@TempDir Path folder) {
    this.pipeline = new NumberPipeline(folder);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bothTranslationsOfABatchComputeTheSteps(boolean dataStream) throws IOException {
    CommandLineRun done = run(dataStream, "limit=1000");

    assertThat(done.exitCode()).isZero();
    assertThat(done.err()).contains("Sum: done");
    assertThat(pipeline.runFolder("it").resolve("log.txt"))
        .content()
        .contains(
            String.format(
                Locale.ROOT,
                "Creating a %s Environment",
                dataStream ? "Streaming" : "Batch Execution"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bothTranslationsOfABatchFailWithTheirStep(boolean dataStream) throws IOException {
    CommandLineRun failed = run(dataStream, "limit=4");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("step Sum: sum 5 is above 4");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneOutputMayFeedManySteps(boolean dataStream) throws IOException {
    assertThat(deepRun(40, 1, dataStream).err()).contains("done: 41 steps finished");
  }

  /** Paths that part and meet again at each of many steps are more than anybody could follow. */
  @Test
  void aDeepGraphOfManyPathsRuns() throws IOException {
    assertThat(deepRun(100, 3, true).err()).contains("done: 101 steps finished");
  }

  @Test
  void partsOfAStepAreComputedSideBySide() throws IOException {
    String yaml =
        """
        pipeline:
          transforms:
            - type: WriteNumber
              name: One
              config: {value: 1}
            - type: Meeting
              name: Meeting
              input: One
              config: {parts: 2}
        options:
          parallelism: 2
        """;

    CommandLineRun run = CommandLineRun.of("run", pipeline.file(yaml), "--store", pipeline.store());

    assertThat(run.err()).contains("done: 2 steps finished");
  }

  /** Each step reads the first output and those of a number of steps before it. */
  private CommandLineRun deepRun(int steps, int before, boolean dataStream) throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            """
            pipeline:
              transforms:
                - type: WriteNumber
                  name: Step0
                  config: {value: 0}
            """);
    for (int step = 1; step <= steps; step++) {
      String inputs =
          IntStream.range(0, step)
              .filter(earlier(step, before))
              .mapToObj(earlier -> "Step" + earlier)
              .collect(Collectors.joining(", "));
      yaml.append(
          String.format(
              Locale.ROOT,
              """
                - type: AddNumbers
                  name: Step%d
                  input: [%s]
            """,
              step,
              inputs));
    }
    yaml.append(String.format(Locale.ROOT, "options:\n  useDataStreamForBatch: %s\n", dataStream));
    return CommandLineRun.of("run", pipeline.file(yaml.toString()), "--store", pipeline.store());
  }

  private static IntPredicate earlier(int step, int before) {
    return other -> other == 0 || other >= step - before;
  }

  private CommandLineRun run(boolean dataStream, String variable) throws IOException {
    return CommandLineRun.of(
        "run",
        pipeline.fileWithOptions("useDataStreamForBatch: " + dataStream),
        "--store",
        pipeline.store(),
        "--run",
        "it",
        "--set",
        variable);
  }
}
