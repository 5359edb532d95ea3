package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final NumberPipeline pipeline;

  StoreCommandTest(@TempDir Path folder) {
    this.pipeline = new NumberPipeline(folder);
  }

  /** The second run shares two of its three steps with the first. */
  @BeforeEach
  void runTwice() throws IOException {
    run("first", "limit=77");
    run("second", "limit=78");
  }

  @Test
  void aStoreThatIsWholeIsVerified() {
    CommandLineRun verified = store("verify", "--json");

    assertThat(verified.exitCode()).isZero();
    assertThat(verified.err())
        .contains(pipeline.store() + ": 4 steps with 4 files (4 bytes), 0 damaged, 0 unfinished");
    assertThat(verified.lastLine())
        .isEqualTo("{\"steps\":4,\"files\":4,\"bytes\":4,\"damage\":[],\"unfinished\":[]}");
  }

  @Test
  void damageIsNamedByItsPath() throws IOException {
    Path file = pipeline.changeUnseen("WriteNumber", "number.txt", "2", "9");

    CommandLineRun verified = store("verify", "--json");

    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.err().lines())
        .anyMatch(line -> line.startsWith(file + " is damaged: sha256 "));
    assertThat(JSON.readTree(verified.lastLine()).get("damage")).hasSize(1);
  }

  @Test
  void whatVerifyingFoundDamagedTheNextRunComputesAgain() throws IOException {
    Path file = pipeline.changeUnseen("WriteNumber", "number.txt", "2", "9");
    store("verify");

    run("third", "limit=77");

    assertThat(file).hasContent("2");
    assertThat(store("verify").exitCode()).isZero();
  }

  @Test
  void oldRunsAndTheirStepsAreRemoved() throws IOException {
    CommandLineRun collected = store("gc", "--keep-runs", "1", "--json");

    assertThat(collected.exitCode()).isZero();
    assertThat(collected.err())
        .containsPattern("run first: \\S+ kB removed")
        .containsPattern("step AddNumbers/[0-9a-f]{64}: \\S+ bytes removed")
        .containsPattern("\\S+ kB removed; runs that stay: 1, steps that stay: 3");
    JsonNode report = JSON.readTree(collected.lastLine());
    assertThat(report.get("kept_runs").get(0).asText()).isEqualTo("second");
    assertThat(report.findValuesAsText("kind")).containsExactly("run", "step");
    assertThat(pipeline.runFolder("first")).doesNotExist();
  }

  @Test
  void aRunThatStayedFindsAllItsSteps() throws IOException {
    store("gc", "--keep-runs", "1");

    assertThat(run("third", "limit=78").err()).contains("3 steps finished, 3 of them CACHED");
  }

  @Test
  void aDryRunRemovesNothing() {
    CommandLineRun told = store("gc", "--keep-runs", "0", "--dry-run");

    assertThat(told.err()).contains("run first: ").contains("would be removed");
    assertThat(store("verify").err()).contains("4 steps");
    assertThat(pipeline.runFolder("first")).exists();
  }

  @Test
  void whatWasSetAsideGoesOnlyIfItIsAskedFor() throws IOException {
    pipeline.changeUnseen("WriteNumber", "number.txt", "2", "9");
    store("verify");
    run("third", "limit=77");
    Path damaged = Path.of(pipeline.store(), "damaged/WriteNumber");

    store("gc", "--keep-runs", "3");
    assertThat(damaged).isNotEmptyDirectory();

    assertThat(store("gc", "--keep-runs", "3", "--leftovers").err()).contains("damaged " + damaged);
    assertThat(damaged).isEmptyDirectory();
  }

  @Test
  void aStoreThatIsNotThereIsRefused() {
    String nowhere = pipeline.folder().resolve("nowhere").toString();

    CommandLineRun refused = CommandLineRun.of("store", "verify", "--store", nowhere);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("there is no store at " + nowhere);
    assertThat(Files.exists(Path.of(nowhere))).isFalse();
  }

  @Test
  void howManyRunsStayMustBeSaid() {
    assertThat(store("gc").exitCode()).isEqualTo(2);
    assertThat(store("gc").err()).contains("--keep-runs");
  }

  @Test
  void theCommandAloneTellsOfItsParts() {
    CommandLineRun alone = CommandLineRun.of("store");

    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err()).contains("verify").contains("gc");
  }

  private CommandLineRun run(String name, String variable) throws IOException {
    return CommandLineRun.of(
        "run", pipeline.file(), "--store", pipeline.store(), "--run", name, "--set", variable);
  }

  private CommandLineRun store(String command, String... more) {
    List<String> args = new ArrayList<>(List.of("store", command, "--store", pipeline.store()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }
}
