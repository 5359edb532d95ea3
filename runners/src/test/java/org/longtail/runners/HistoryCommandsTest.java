package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.environment.Processor;
import org.longtail.schemas.store.Sha256;

/** What the commands tell of a run and of its replay, which nothing here changes. */
@Tag("elsewhere")
class HistoryCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  private static String store = "";

  @BeforeAll
  static void runAndReplay() throws IOException {
    NumberPipeline pipeline = new NumberPipeline(folder);
    store = pipeline.store();
    command("run", pipeline.file(), "--run", "base");
    command("replay", "base", "--step", "Two", "--set", "value=4,5", "--run", "two");
    command("replay", "base", "--step", "Two", "--set", "value=4,6", "--run", "other");
    command("replay", "two", "--step", "Sum", "--set", "limit=999", "--run", "limited");
    command("replay", "two", "--step", "Three", "--set", "value=9", "--run", "nine");
    command("run", pipeline.file(), "--run", "failed", "--set", "limit=4");
    Files.createDirectories(pipeline.runFolder("damaged"));
    Files.writeString(pipeline.runFolder("damaged").resolve("run.json"), "{");
  }

  @Test
  void runsAreListedTheLatestFirst() {
    CommandLineRun runs = command("runs");

    assertThat(runs.out().lines().filter(line -> line.contains("numbers.yaml")))
        .satisfiesExactly(
            line -> assertThat(line).contains("failed", "2 |      2 | -"),
            line -> assertThat(line).contains("nine", "replay of two"),
            line -> assertThat(line).contains("limited", "replay of two"),
            line -> assertThat(line).contains("other", "replay of base"),
            line -> assertThat(line).contains("two", "numbers.yaml, replay of base"),
            line -> assertThat(line).contains("base", "done", "3 |      0 | -"));
    assertThat(runs.err()).contains("run damaged: its run.json is missing or damaged");
  }

  @Test
  void theListMayBeJson() throws IOException {
    JsonNode runs = JSON.readTree(command("runs", "--json").lastLine());

    assertThat(runs.get("runs").findValuesAsText("run"))
        .containsExactly("failed", "nine", "limited", "other", "two", "base");
    assertThat(runs.get("runs").findValuesAsText("status"))
        .containsExactly("failed", "done", "done", "done", "done", "done");
    assertThat(runs.get("runs").get(4).get("replays").asText()).isEqualTo("base");
    assertThat(runs.get("runs").get(4).get("variants").asInt()).isEqualTo(2);
    assertThat(runs.get("unreadable").get(0).asText()).isEqualTo("damaged");
  }

  @Test
  void aRunThatWasInterruptedIsSaidToBeThat() throws IOException {
    Path other = Files.createDirectories(folder.resolve("interrupted"));
    NumberPipeline pipeline = new NumberPipeline(other);
    String runs = pipeline.store();
    CommandLineRun.of("run", pipeline.file(), "--store", runs, "--run", "cut");
    Path record = pipeline.runFolder("cut").resolve("run.json");
    RunRecord done = RunRecord.of(Files.readString(record));
    Files.writeString(record, done.interrupted("2026-01-01T00:00:00Z").toJson());

    assertThat(CommandLineRun.of("runs", "--store", runs).out()).contains("interrupted");
    assertThat(CommandLineRun.of("show", "cut", "--store", runs).out())
        .contains("numbers.yaml: interrupted");
  }

  @Test
  void aStoreWithoutRunsHasNone() {
    CommandLineRun runs =
        CommandLineRun.of("runs", "--store", folder.resolve("nothing").toString());

    assertThat(runs.exitCode()).isZero();
    assertThat(runs.err()).contains("There are no runs in");
  }

  @Test
  void aRunIsShownWithWhatItReplaysItsStepsAndSettings() {
    String shown = command("show", "two").out();

    assertThat(shown.lines())
        .anyMatch(line -> line.startsWith("Run two of ") && line.endsWith("numbers.yaml: done"))
        .contains("  replay of base, Two: value=4,5")
        .anyMatch(line -> line.matches("\\| Two \\[value=4] .*\\| computed \\|.*"))
        .anyMatch(line -> line.matches("\\| Three \\[value=5] .*\\| CACHED   \\|.*"))
        .contains("Two [value=5]: value=5", "Sum [value=4]: limit=1000")
        .anyMatch(line -> line.startsWith("Computed on instruction set: "));
  }

  @Test
  void aRunIsShownAsJson() throws IOException {
    JsonNode shown = JSON.readTree(command("show", "base", "--json").lastLine());

    assertThat(shown.get("record").get("run").asText()).isEqualTo("base");
    JsonNode sum = shown.get("steps").get(2);
    assertThat(sum.get("name").asText()).isEqualTo("Sum");
    assertThat(sum.get("version").asText()).isEqualTo("1.0.0");
    assertThat(sum.get("code").asText()).matches("unpackaged|[0-9a-f]{64}");
    assertThat(sum.get("config").get("limit").asInt()).isEqualTo(1000);
    assertThat(sum.get("inputs").size()).isEqualTo(2);
    assertThat(sum.get("outputs").get(0).get("file").asText()).isEqualTo("sum.txt");
    assertThat(sum.get("environment").get("processor").asText())
        .isEqualTo(Processor.current().model());
  }

  @Test
  void aRunThatIsNotThereIsRefused() {
    for (String command : List.of("show", "compare base", "lineage")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.add(words.get(0).equals("lineage") ? "tow:Sum" : "tow");
      CommandLineRun refused = command(words.toArray(String[]::new));

      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains("there is no run 'tow'", "the nearest names are two");
    }
  }

  @Test
  void runsThatDifferInVariantsDifferInSteps() throws IOException {
    JsonNode comparison = JSON.readTree(command("compare", "base", "two", "--json").lastLine());

    assertThat(comparison.get("only_first"))
        .extracting(JsonNode::asText)
        .containsExactly("Two", "Three", "Sum");
    assertThat(comparison.get("only_second").size()).isEqualTo(6);
  }

  @Test
  void aRunAndItselfAreTheSame() {
    for (String run : List.of("base", "two")) {
      assertThat(command("compare", run, run).out().lines())
          .containsExactly("The settings are the same.", "The results are the same.");
    }
  }

  @Test
  void aSettingThatDiffersInEveryVariantIsToldOnce() {
    assertThat(command("compare", "two", "limited").out().lines())
        .filteredOn(line -> line.startsWith("| "))
        .containsExactly("| step | field | two  | limited |", "| Sum  | limit | 1000 | 999     |");
  }

  @Test
  void variantsOfOneNameAreComparedInSettingsAndOutputs() {
    assertThat(command("compare", "two", "nine").out().lines())
        .contains(
            "Settings that differ",
            "| Three | value | 3   | 9    |",
            "Steps whose outputs differ: Three [value=4], Sum [value=4], Three [value=5], Sum"
                + " [value=5]")
        .doesNotContain("The results are the same.");
  }

  @Test
  void variantsThatOnlyOneRunHasAreNamedAndNothingIsCalledTheSame() throws IOException {
    assertThat(command("compare", "two", "other").out().lines())
        .containsExactly(
            "Variants that only two has, which are not compared: value=5",
            "Variants that only other has, which are not compared: value=6",
            "The settings of the steps that both have are the same.",
            "The results of the steps that both have are the same.");

    JsonNode json = JSON.readTree(command("compare", "two", "other", "--json").lastLine());

    assertThat(json.get("variants_only_first").get(0).asText()).isEqualTo("value=5");
    assertThat(json.get("variants_only_second").get(0).asText()).isEqualTo("value=6");
    assertThat(json.get("same_settings").asBoolean()).isFalse();
    assertThat(json.get("same_results").asBoolean()).isFalse();
    assertThat(json.get("steps")).isEmpty();
  }

  @Test
  void theLineageOfAStepIsATreeOfWhatItReads() throws IOException {
    List<String> lines = command("lineage", "base:Sum").out().lines().toList();

    assertThat(lines.get(0)).isEqualTo("Names are those of run base.");
    assertThat(lines.get(1))
        .matches("Sum: AddNumbers 1.0.0, key [0-9a-f]{12}, code (unpackaged|[0-9a-f]{12})");
    assertThat(lines.get(2)).isEqualTo("  limit=1000");
    assertThat(lines.subList(3, lines.size() - 1))
        .hasSize(4)
        .anyMatch(
            line ->
                line.matches(
                    "  numbers [0-9a-f]{12} from Two: WriteNumber 1.0.0, key .*, code (unpackaged|[0-9a-f]{12})"))
        .contains("    value=2", "    value=3");
    assertThat(lines.get(lines.size() - 1))
        .startsWith("Computed on instruction set: ")
        .contains("processor: " + Processor.current().model());
  }

  @Test
  void anArtifactIsFoundByWhateverNamesIt() throws IOException {
    Path sum = NumberPipeline.file(store, "AddNumbers", "5");
    String digest = Sha256.of(sum);
    Path copy = Files.copy(sum, folder.resolve("copy.txt"));

    String step = sum.getName(sum.getNameCount() - 2).toString();
    for (String name :
        List.of(sum.toString(), "steps/AddNumbers/" + step + "/sum.txt", "base:Sum.sum")) {
      JsonNode found = JSON.readTree(command("lineage", name, "--json").lastLine());
      assertThat(found.get("step").asText()).isEqualTo(step);
      assertThat(found.get("output").get("sha256").asText()).isEqualTo(digest);
    }
    for (String name : List.of(digest, digest.substring(0, 8), copy.toString())) {
      JsonNode found = JSON.readTree(command("lineage", name, "--json").lastLine());
      assertThat(found.get("output").get("sha256").asText()).isEqualTo(digest);
    }
    JsonNode byKey = JSON.readTree(command("lineage", step.substring(0, 9), "--json").lastLine());
    assertThat(byKey.get("step").asText()).isEqualTo(step);
  }

  /** The sum of 2 and 3 and the number 5 are the same bytes. */
  @Test
  void whatOtherStepsMadeTooIsToldOf() throws IOException {
    String digest = Sha256.of(NumberPipeline.file(store, "AddNumbers", "5"));

    assertThat(command("lineage", digest).out())
        .contains("The same content was made by")
        .contains("too.");
  }

  @Test
  void aStepOfSeveralVariantsNeedsOneToBeNamed() {
    CommandLineRun refused = command("lineage", "two:Two");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "has step 'Two' in several variants; choose one with --variant: value=4; value=5");
    assertThat(command("lineage", "two:Two", "--variant", "value=5").out()).contains("value=5");
    assertThat(command("lineage", "two:Three").exitCode()).isZero();
  }

  @Test
  void whatIsNoArtifactIsRefused() {
    assertThat(command("lineage", "12345678").err())
        .contains("no artifact's sha256 and no step's key in the store begins with 12345678");
    assertThat(command("lineage", "1234").err()).contains("'1234' is no artifact; give a path");
    assertThat(command("lineage", "base:Summ").err()).contains("did you mean 'Sum'?");
    assertThat(command("lineage", "base:Sum.total").err()).contains("has no output 'total'");
  }

  private static CommandLineRun command(String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    args.addAll(List.of("--store", store));
    return CommandLineRun.of(args.toArray(String[]::new));
  }
}
