package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path original;

  private final NumberPipeline pipeline;

  /** Every test has a copy of one run to itself. */
  ReplayCommandTest(@TempDir Path folder) throws IOException {
    this.pipeline = new NumberPipeline(original).withCopyOfStore(folder);
  }

  @BeforeAll
  static void runOnce() throws IOException {
    NumberPipeline numbers = new NumberPipeline(original);
    CommandLineRun.of("run", numbers.file(), "--store", numbers.store(), "--run", "base");
  }

  @Test
  void runsTheStepAndWhatDependsOnItAndTakesTheRestOver() throws IOException {
    CommandLineRun done = replay("base", "--step", "Two", "--set", "value=4", "--json");

    assertThat(done.exitCode()).isZero();
    assertThat(cached(done)).isEqualTo(Map.of("Two", false, "Three", true, "Sum", false));
  }

  @Test
  void tellsItsPlanBeforeItStarts() throws IOException {
    assertThat(replay("base", "--step", "Two", "--set", "value=4").err().lines())
        .startsWith(
            "To run:",
            "  Two  value: 2 -> 4",
            "To run unless their inputs come out the same:",
            "  Sum  input numbers: comes from Two, which runs",
            "CACHED: Three",
            "Plan: 1 step to run, 1 more unless their inputs come out the same, 1 CACHED (compared"
                + " with run base, where what is to run took 0.0 s).");
  }

  @Test
  void severalValuesRunSideBySide() throws IOException {
    CommandLineRun done = replay("base", "--step", "Two", "--set", "value=4,5", "--json");

    assertThat(JSON.readTree(done.lastLine()).findValuesAsText("variant"))
        .contains("value=4", "value=5");
    assertThat(sums()).contains("7", "8");
  }

  @Test
  void takesThePipelineThatTheRunKeptNotTheFile() throws IOException {
    NumberPipeline numbers = new NumberPipeline(original);
    numbers.file("pipeline: {transforms: [{type: WriteNumber, config: {value: 99}}]}\n");

    CommandLineRun done = replay("base", "--step", "Two", "--set", "value=4", "--json");

    assertThat(cached(done)).containsOnlyKeys("Two", "Three", "Sum");
  }

  @Test
  void isARunOfItsOwnThatSaysWhatItReplays() throws IOException {
    replay("base", "--step", "Two", "--set", "value=4", "--run", "again");

    JsonNode record = JSON.readTree(pipeline.runFolder("again").resolve("run.json").toFile());
    assertThat(record.get("status").asText()).isEqualTo("done");
    assertThat(record.get("file").asText()).isEqualTo(original + "/numbers.yaml");
    assertThat(record.get("replay").get("run").asText()).isEqualTo("base");
    assertThat(record.get("replay").get("step").asText()).isEqualTo("Two");
    assertThat(record.get("replay").get("set").get("value").asText()).isEqualTo("4");
  }

  @Test
  void canBeReplayedInTurn() throws IOException {
    replay("base", "--step", "Two", "--set", "value=4", "--run", "again");

    replay("again", "--step", "Three", "--set", "value=10");

    assertThat(sums()).contains("14");
  }

  @Test
  void ofVariantsCrossesThemWithItsOwn() throws IOException {
    replay("base", "--step", "Two", "--set", "value=4,5", "--run", "two");

    CommandLineRun done = replay("two", "--step", "Three", "--set", "value=10,20", "--json");

    assertThat(JSON.readTree(done.lastLine()).findValuesAsText("variant"))
        .contains(
            "value=4,Three.value=10",
            "value=4,Three.value=20",
            "value=5,Three.value=10",
            "value=5,Three.value=20");
    assertThat(sums()).contains("14", "24", "15", "25");
  }

  @Test
  void ofOneVariantLeavesTheOthersOut() throws IOException {
    replay("base", "--step", "Two", "--set", "value=4,5", "--run", "two");

    CommandLineRun done =
        replay("two", "--variant", "value=5", "--step", "Three", "--set", "value=10", "--json");

    assertThat(JSON.readTree(done.lastLine()).findValuesAsText("variant")).containsOnly("value=5");
    assertThat(sums()).contains("15").doesNotContain("14");
  }

  @Test
  void withNothingChangedTakesEverythingOver() throws IOException {
    assertThat(cached(replay("base", "--step", "Two", "--set", "value=2", "--json")).values())
        .containsOnly(true);
  }

  @Test
  void mayEndWithTheStep() throws IOException {
    CommandLineRun done =
        replay("base", "--step", "Two", "--set", "value=4", "--only", "--run", "part", "--json");

    assertThat(cached(done)).containsOnlyKeys("Two");
    assertThat(pipeline.runFolder("part").resolve("pipeline.yaml")).content().contains("Sum");
  }

  @Test
  void aPartialReplayGoesOnWhenItIsReplayed() throws IOException {
    replay("base", "--step", "Two", "--set", "value=4", "--only", "--run", "part");

    CommandLineRun rest = replay("part", "--json");

    assertThat(cached(rest)).isEqualTo(Map.of("Two", true, "Three", true, "Sum", false));
  }

  @Test
  void aDryRunPrintsThePlanAndWritesNothing() throws IOException {
    CommandLineRun plan =
        replay("base", "--step", "Two", "--set", "value=4", "--run", "dry", "--dry-run");

    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out()).startsWith("To run:");
    assertThat(pipeline.runFolder("dry")).doesNotExist();
  }

  @Test
  void anUnknownRunIsRefusedWithTheNearestNames() throws IOException {
    CommandLineRun refused = replay("bass", "--step", "Two", "--set", "value=4");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            String.format(
                Locale.ROOT,
                "there is no run 'bass' in %s; the nearest names are base",
                pipeline.store()));
  }

  @Test
  void anUnknownFieldIsRefusedAsInAFile() throws IOException {
    CommandLineRun refused = replay("base", "--step", "Two", "--set", "valu=4");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            pipeline.runFolder("base").resolve("pipeline.yaml")
                + ": step 'Two': unknown field 'valu'; did you mean 'value'?");
  }

  @Test
  void anUnknownStepIsRefused() throws IOException {
    assertThat(replay("base", "--step", "Tree", "--only").err())
        .contains("run 'base' has no step 'Tree'; did you mean 'Three'?");
  }

  @Test
  void aFieldNeedsAStep() throws IOException {
    CommandLineRun refused = replay("base", "--set", "value=4");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--set value: of which step? Give it with --step NAME");
  }

  @Test
  void thatFailsEndsWithTheCommandThatGoesOn() throws IOException {
    CommandLineRun failed = replay("base", "--step", "Sum", "--set", "limit=4", "--force", "Two");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains("step Sum: sum 5 is above 4")
        .contains(
            String.format(
                Locale.ROOT,
                "  longtail replay base --store %s --step Sum --set limit=4",
                pipeline.store()))
        .doesNotContain("limit=4 --force");
  }

  @Test
  void aStepThatShouldHaveBeenTakenOverIsAnnounced() throws IOException {
    Path two = NumberPipeline.file(pipeline.store(), "WriteNumber", "2");
    Files.delete(two);

    assertThat(replay("base", "--step", "Sum", "--set", "limit=9").err().lines())
        .startsWith(
            "ATTENTION, these should be in the store, but have to run:",
            String.format(Locale.ROOT, "  Two  %s is missing", two));
  }

  @Test
  void aForcedStepThatComesOutTheSameLeavesTheStore() throws IOException {
    CommandLineRun done = replay("base", "--force", "Sum", "--json");

    assertThat(done.err()).contains("Sum: computed again, it came out the same");
    assertThat(cached(done)).isEqualTo(Map.of("Two", true, "Three", true, "Sum", false));
    assertThat(Path.of(pipeline.store(), "damaged")).doesNotExist();
  }

  @Test
  void aForcedStepThatComesOutDifferentIsWarnedOf() throws IOException {
    System.setProperty("longtail.test.drift", "0");
    try {
      CommandLineRun done = replay("base", "--force", "Sum");

      assertThat(done.exitCode()).isZero();
      assertThat(done.err().lines())
          .filteredOn(line -> line.startsWith("WARNING: Sum is not deterministic: sum.txt came"))
          .hasSize(2);
      assertThat(sums()).containsExactly("05");
    } finally {
      System.clearProperty("longtail.test.drift");
    }
  }

  private List<String> sums() throws IOException {
    return NumberPipeline.contents(pipeline.store(), "AddNumbers", "sum.txt");
  }

  private static Map<String, Boolean> cached(CommandLineRun done) throws IOException {
    Map<String, Boolean> cached = new LinkedHashMap<>();
    for (JsonNode step : JSON.readTree(done.lastLine()).get("steps")) {
      cached.put(step.get("name").asText(), step.get("cached").asBoolean());
    }
    return cached;
  }

  private CommandLineRun replay(String run, String... more) {
    List<String> args = new ArrayList<>(List.of("replay", run, "--store", pipeline.store()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }
}
