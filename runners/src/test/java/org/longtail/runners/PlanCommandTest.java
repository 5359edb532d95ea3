package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path original;

  private final Path folder;
  private NumberPipeline pipeline;

  PlanCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.pipeline = new NumberPipeline(folder);
  }

  @BeforeAll
  static void runOnce() throws IOException {
    NumberPipeline numbers = new NumberPipeline(original);
    CommandLineRun.of("run", numbers.file(), "--store", numbers.store(), "--run", "first");
  }

  /** A copy of one run, which a test has to itself. */
  private void ranBefore() throws IOException {
    pipeline = new NumberPipeline(original).withCopyOfStore(folder);
  }

  @Test
  void aFileThatNeverRanRunsWhole() throws IOException {
    CommandLineRun plan = command("plan");

    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out().lines())
        .containsExactly(
            "To run:",
            "  Two    never ran before",
            "  Three  never ran before",
            "To run unless their inputs come out the same:",
            "  Sum  input numbers: comes from Two and Three, which run",
            "Plan: 2 steps to run, 1 more unless their inputs come out the same, 0 CACHED (no"
                + " earlier run of this file to compare with).");
  }

  @Test
  void nothingIsWritten() throws IOException {
    command("plan");
    command("run", "--dry-run");

    assertThat(Path.of(pipeline.store())).doesNotExist();
  }

  @Test
  void theRunThatIsComparedWithIsTheLatestOfTheFile() throws IOException {
    ranBefore();
    command("run", "--run", "second", "--set", "limit=9");

    assertThat(command("plan", "--set", "limit=8").out().lines())
        .containsExactly(
            "To run:",
            "  Sum  limit: 9 -> 8",
            "CACHED: Two, Three",
            "Plan: 1 step to run, 2 CACHED (compared with run second, where what is to run took"
                + " 0.0 s).");
  }

  @Test
  void whatAnotherRunLeftIsCachedAndToldOf() throws IOException {
    ranBefore();
    command("run", "--run", "second", "--set", "limit=9");

    assertThat(command("plan").out().lines())
        .containsExactly(
            "CACHED, but otherwise than in run second:",
            "  Sum  limit: 9 -> 1000",
            "CACHED: Two, Three",
            "Plan: 0 steps to run, 3 CACHED (compared with run second).");
  }

  @Test
  void whatIsDamagedIsToldOfFirst() throws IOException {
    ranBefore();
    Path sum = NumberPipeline.file(pipeline.store(), "AddNumbers", "5");
    Files.writeString(sum, "5000");

    assertThat(command("plan").out().lines())
        .startsWith(
            "ATTENTION, these should be in the store, but have to run:",
            String.format(Locale.ROOT, "  Sum  %s is damaged: 4 bytes, 1 expected", sum));
  }

  @Test
  void theJsonHasEveryStepWithItsReasons() throws IOException {
    ranBefore();

    JsonNode plan =
        new ObjectMapper().readTree(command("plan", "--set", "limit=8", "--json").lastLine());

    assertThat(plan.get("compared_with").asText()).isEqualTo("first");
    assertThat(plan.get("steps").findValuesAsText("decision"))
        .containsExactlyInAnyOrder("cached", "cached", "runs");
    JsonNode sum = step(plan, "Sum");
    assertThat(sum.get("type").asText()).isEqualTo("AddNumbers");
    assertThat(sum.get("key").asText()).hasSize(64);
    assertThat(sum.get("reasons").get(0).get("reason").asText()).isEqualTo("setting");
    assertThat(sum.get("reasons").get(0).get("field").asText()).isEqualTo("limit");
    assertThat(sum.get("reasons").get(0).get("before").asInt()).isEqualTo(1000);
    assertThat(sum.get("reasons").get(0).get("now").asInt()).isEqualTo(8);
    assertThat(sum.get("reasons").get(0).get("text").asText()).isEqualTo("limit: 1000 -> 8");
  }

  @Test
  void variantsForWhichTheSameHoldsShareALine() throws IOException {
    ranBefore();

    assertThat(command("plan", "--set", "limit=7,8,1000").out().lines())
        .contains(
            "  Sum [limit=7]  limit: 1000 -> 7",
            "  Sum [limit=8]  limit: 1000 -> 8",
            "CACHED: Two, Three, Sum [limit=1000]");
  }

  @Test
  void aForcedStepIsPlanned() throws IOException {
    ranBefore();

    assertThat(command("plan", "--force", "Two").out().lines())
        .contains("  Two  forced", "  Sum  input numbers: comes from Two, which runs");
  }

  @Test
  void aForcedStepThatIsNotThereIsRefused() throws IOException {
    CommandLineRun refused = command("plan", "--force", "Thre");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--force: there is no step 'Thre'; did you mean 'Three'?");
  }

  @Test
  void aDryRunPrintsThePlan() throws IOException {
    ranBefore();

    assertThat(command("run", "--set", "limit=8", "--dry-run").out())
        .isEqualTo(command("plan", "--set", "limit=8").out());
  }

  @Test
  void aRunTellsItsPlanInALineBeforeItStarts() throws IOException {
    ranBefore();

    assertThat(command("run", "--set", "limit=8").err().lines().findFirst().orElseThrow())
        .startsWith("Plan: 1 step to run, 2 CACHED (compared with run first");
  }

  @Test
  void aRunExplainsItselfWhereItIsAskedTo() throws IOException {
    ranBefore();

    assertThat(command("run", "--set", "limit=8", "--explain").err().lines())
        .startsWith("To run:", "  Sum  limit: 1000 -> 8", "CACHED: Two, Three");
  }

  private static JsonNode step(JsonNode plan, String name) {
    for (JsonNode step : plan.get("steps")) {
      if (step.get("step").asText().equals(name)) {
        return step;
      }
    }
    throw new AssertionError("no step " + name);
  }

  private CommandLineRun command(String command, String... more) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(command, new NumberPipeline(original).file(), "--store", pipeline.store()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }
}
