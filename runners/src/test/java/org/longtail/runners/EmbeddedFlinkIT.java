package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
            "Creating a %s Environment".formatted(dataStream ? "Streaming" : "Batch Execution"));
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
    StringBuilder yaml =
        new StringBuilder(
            """
            pipeline:
              transforms:
                - type: WriteNumber
                  name: One
                  config: {value: 1}
            """);
    for (int i = 0; i < 60; i++) {
      yaml.append(
          """
                - type: AddNumbers
                  name: Step%d
                  input: [%s]
            """
              .formatted(i, i == 0 ? "One" : "One, Step%d".formatted(i - 1)));
    }
    yaml.append("options:\n  useDataStreamForBatch: %s\n".formatted(dataStream));

    CommandLineRun done =
        CommandLineRun.of("run", pipeline.file(yaml.toString()), "--store", pipeline.store());

    assertThat(done.err()).contains("61 steps finished, 0 of them CACHED");
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
