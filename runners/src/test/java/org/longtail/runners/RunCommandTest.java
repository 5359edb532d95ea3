package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunHold;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;

class RunCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final NumberPipeline pipeline;

  RunCommandTest(@TempDir Path folder) {
    this.pipeline = new NumberPipeline(folder);
  }

  @Test
  void theLastLineOfStandardOutputIsTheReport() throws IOException {
    CommandLineRun done = run("--json", "--run", "first");

    JsonNode report = JSON.readTree(done.lastLine());
    assertThat(done.exitCode()).isZero();
    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly("run", "status", "store", "steps", "results");
    assertThat(report.get("run").asText()).isEqualTo("first");
    assertThat(report.get("status").asText()).isEqualTo("done");
    assertThat(report.get("store").asText()).isEqualTo(pipeline.store());
    assertThat(report.get("steps").get(2).fieldNames())
        .toIterable()
        .containsExactly("name", "type", "key", "cached", "seconds");
    assertThat(report.get("steps").get(2).get("type").asText()).isEqualTo("AddNumbers");
    assertThat(report.get("steps").get(2).get("key").asText()).hasSize(64);
  }

  @Test
  void stepsAreReportedInTheOrderOfTheirInputs() throws IOException {
    CommandLineRun done = run("--json");

    assertThat(JSON.readTree(done.lastLine()).findValuesAsText("name"))
        .containsExactly("Two", "Three", "Sum");
  }

  @Test
  void aSecondRunTakesEveryStepFromTheStore() throws IOException {
    run();

    CommandLineRun again = run("--json");

    assertThat(JSON.readTree(again.lastLine()).findValuesAsText("cached"))
        .containsExactly("true", "true", "true");
    assertThat(again.err()).contains("Sum: CACHED, taken from the store");
  }

  @Test
  void standardErrorHasALineForTheStartAndForTheEndOfAStep() throws IOException {
    CommandLineRun done = run();

    assertThat(done.err().lines())
        .contains("Sum: started")
        .anyMatch(line -> line.startsWith("Sum: done, "));
  }

  @Test
  void standardOutputHasOnlyTheReport() throws IOException {
    assertThat(run("--json").out().lines()).hasSize(1);
  }

  @Test
  void aFailedStepIsNamedWithItsReasonAndTheWayOn() throws IOException {
    CommandLineRun failed = run("--set", "limit=4", "--run", "broken");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains("step Sum: sum 5 is above 4; raise 'limit'")
        .contains("Log: " + pipeline.runFolder("broken").resolve("log.txt"))
        .contains(
            String.format(
                Locale.ROOT,
                "  longtail run %s --store %s --set limit=4 --run broken",
                pipeline.file(),
                pipeline.store()))
        .doesNotContain("\tat ");
  }

  @Test
  void aFailedRunReportsTheStepsThatFinished() throws IOException {
    CommandLineRun failed = run("--json", "--set", "limit=4");

    JsonNode report = JSON.readTree(failed.lastLine());
    assertThat(report.get("status").asText()).isEqualTo("failed");
    assertThat(report.findValuesAsText("name")).containsExactly("Two", "Three");
    assertThat(report.get("error").asText()).isEqualTo("step Sum: sum 5 is above 4; raise 'limit'");
  }

  @Test
  void aRunThatFailedGoesOnFromItsFinishedSteps() throws IOException {
    run("--set", "limit=4");

    CommandLineRun repaired = run("--json", "--set", "limit=5");

    assertThat(JSON.readTree(repaired.lastLine()).findValuesAsText("cached"))
        .containsExactly("true", "true", "false");
  }

  @Test
  void theRunFolderKeepsTheRenderedFileAndTheRecord() throws IOException {
    run("--run", "kept", "--set", "limit=77");

    JsonNode record = JSON.readTree(pipeline.runFolder("kept").resolve("run.json").toFile());
    assertThat(record.get("status").asText()).isEqualTo("done");
    assertThat(record.get("variables").get("limit").asText()).isEqualTo("77");
    assertThat(record.get("ended").asText()).isGreaterThanOrEqualTo(record.get("started").asText());
    assertThat(pipeline.runFolder("kept").resolve("pipeline.yaml")).content().contains("limit: 77");
  }

  @Test
  void theLibrariesLogToTheRunsFile() throws IOException {
    run("--run", "logged");

    assertThat(pipeline.runFolder("logged").resolve("log.txt"))
        .content()
        .contains("org.apache.flink")
        .contains("Executing pipeline using FlinkRunner");
  }

  @Test
  void aRunWhoseEndCannotBeRecordedHasFailedAndSaysSo() throws IOException {
    Path record = pipeline.runFolder("unrecorded").resolve("run.json");
    StringWriter err =
        new StringWriter() {
          @Override
          public void write(String text, int from, int length) {
            super.write(text, from, length);
            if (text.startsWith("Sum: done")) {
              putFolderInPlaceOf(record);
            }
          }
        };

    int exitCode =
        Longtail.execute(
            new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false),
            "run",
            pipeline.file(),
            "--store",
            pipeline.store(),
            "--run",
            "unrecorded");

    assertThat(exitCode).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("cannot write " + record).contains("--run unrecorded");
  }

  private static void putFolderInPlaceOf(Path file) {
    try {
      Files.delete(file);
      Files.createDirectories(file.resolve("full"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRunOfTheSameNameReportsOnlyItsOwnSteps() throws IOException {
    run("--run", "twice");

    CommandLineRun again = run("--run", "twice", "--json");

    assertThat(JSON.readTree(again.lastLine()).findValuesAsText("cached"))
        .containsExactly("true", "true", "true");
  }

  @Test
  void aFaultyFileIsRefusedBeforeAnythingIsWritten() throws IOException {
    String file = pipeline.file("pipeline:\n  transforms:\n    - type: AddNumbrs\n");

    CommandLineRun refused = CommandLineRun.of("run", file, "--store", pipeline.store());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("numbers.yaml:3").contains("AddNumbrs");
    assertThat(refused.out()).isEmpty();
    assertThat(Path.of(pipeline.store())).doesNotExist();
  }

  @Test
  void damageThatIsFoundWhenALaterStepReadsIsMendedWithinTheRun() throws IOException {
    run();
    pipeline.age();
    run(); // reads every file once more: from now on it is known how they look
    Path two = pipeline.changeUnseen("WriteNumber", "number.txt", "2", "9");

    CommandLineRun mended = run("--json", "--run", "mended", "--set", "limit=77");

    assertThat(mended.exitCode()).isZero();
    assertThat(mended.err())
        .contains("Sum: " + two + " is damaged: sha256 ")
        .contains("The pipeline runs again, attempt 2 of 3");
    assertThat(JSON.readTree(mended.lastLine()).findValuesAsText("cached"))
        .containsExactly("false", "true", "false");
    assertThat(two).hasContent("2");
  }

  @Test
  void aRunOfANameThatGoesOnIsRefused() throws IOException {
    ArtifactStore store = ArtifactStores.open(pipeline.store());
    try (RunHold hold = store.run("mine").hold().orElseThrow()) {
      CommandLineRun refused = run("--run", "mine");

      assertThat(hold).isNotNull();
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains("run 'mine' goes on already in " + pipeline.store());
    }
  }

  @Test
  void aRunsNameMustBeAFoldersName() throws IOException {
    CommandLineRun refused = run("--run", "../up");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("run '../up'");
  }

  @Test
  void anEmptyStoreIsRefused() throws IOException {
    CommandLineRun refused = CommandLineRun.of("run", pipeline.file(), "--store", "");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("store '': must not be empty; give a folder or gs://bucket/prefix");
  }

  @Test
  void aReportWithoutANameIsRefusedBeforeAnythingRuns() throws IOException {
    CommandLineRun refused = run("--junit", "");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--junit '': must not be empty; name a file");
    assertThat(Path.of(pipeline.store())).doesNotExist();
  }

  @Test
  void anEmptyRunNameIsRefused() throws IOException {
    CommandLineRun refused = run("--run", "");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("run '': a run's name is a folder's name");
  }

  @Test
  void aVariableWithoutAValueIsRefused() throws IOException {
    CommandLineRun refused = run("--set", "limit=");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("--set limit=: there is no value; give one, leave --set out for the file's own");
    assertThat(Path.of(pipeline.store())).doesNotExist();
  }

  @Test
  void theFileMayNameTheStore() throws IOException {
    String file = pipeline.fileWithOptions("store: " + pipeline.store());

    assertThat(CommandLineRun.of("run", file).exitCode()).isZero();
    assertThat(Files.exists(Path.of(pipeline.store(), "steps", "AddNumbers"))).isTrue();
  }

  private CommandLineRun run(String... more) throws IOException {
    List<String> args =
        new ArrayList<>(List.of("run", pipeline.file(), "--store", pipeline.store()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }
}
