package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.EvaluationFile;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.schemas.arrow.EvaluationFile.Score;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;

class ResultsCommandTest {

  private static final Instant STARTED = Instant.parse("2026-01-31T10:00:00Z");
  private static final String YAML =
      """
      title: Results
      runs:
        order: examples/order.yaml
      sections:
        - title: Order of the stages
          rows:
            - {label: many first, run: order, setting: first=many, model: average}
            - {label: few first, run: order, setting: first=few, model: average}
          claims:
            - {claim: Many first., better: many first, worse: few first}
      """;

  private final Path folder;
  private final Path file;
  private final ArtifactStore store;

  ResultsCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.file = Files.writeString(folder.resolve("results.yaml"), YAML);
    this.store = ArtifactStores.open(folder.resolve("store").toString());
  }

  @Test
  void thePageOfAFinishedRunGoesToStandardOutput() throws IOException {
    finish("order");

    CommandLineRun done = results();

    assertThat(done.exitCode()).isZero();
    assertThat(done.out())
        .contains(String.format(Locale.ROOT, "longtail results %s --store %s", file, place()))
        .contains("| many first | 61.0 ± 1.4 | 2 | order, first=many, average |")
        .contains("| few first | 58.0 ± 1.4 | 2 | order, first=few, average |")
        .contains("| +3.0 ± 0.0 | 1: +3.00, 2: +3.00 | held |")
        .contains(
            String.format(
                Locale.ROOT,
                "`longtail run examples/order.yaml --set epochs=2 --run order --store %s`",
                place()));
  }

  @Test
  void thePageGoesToAFile() throws IOException {
    finish("order");
    Path page = folder.resolve("RESULTS.md");

    CommandLineRun done = results("--output", page.toString());

    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).isEmpty();
    assertThat(page).content().startsWith("# Results\n").contains("| many first | 61.0 ± 1.4 |");
  }

  @Test
  void aMissingRunIsNamedWithTheCommandThatMakesIt() {
    CommandLineRun failed = results();

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .contains("run 'order': there is no such run in " + place())
        .contains("  longtail run examples/order.yaml --run order --store " + place());
  }

  @Test
  void aRunThatFailedIsNamedWithItsReason() {
    record("order", RunStatus.FAILED, "step Train: loss is NaN");

    CommandLineRun failed = results();

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("run 'order': it failed: step Train: loss is NaN");
  }

  @Test
  void aRunOfAnotherFileIsNotTaken() {
    store
        .run("order")
        .write(
            RunRecord.FILE,
            runRecord("order", "/home/ada/other.yaml").ended(RunStatus.DONE, "", null).toJson());

    assertThat(results().err())
        .contains("it was made from /home/ada/other.yaml, not from examples/order.yaml");
  }

  @Test
  void whatAnEarlierRunOfTheSameNameLeftIsNotTaken() throws IOException {
    evaluate("order", "first=many,seed=1", 0.1, STARTED.minusSeconds(60));
    finish("order");

    assertThat(results().out()).contains("| many first | 61.0 ± 1.4 | 2 |");
  }

  @Test
  void aPartialPageSaysWhatIsMissing() {
    CommandLineRun done = results("--partial");

    assertThat(done.exitCode()).isZero();
    assertThat(done.out())
        .contains("- order: there is no such run in " + place())
        .contains("Left out, for the run is missing: many first (run order), few first (run order)")
        .contains("**not tested, a run is missing**");
  }

  @Test
  void theShippedFileIsRight() {
    CommandLineRun done =
        CommandLineRun.of("results", "../docs/results.yaml", "--store", place(), "--partial");

    assertThat(done.err()).isEmpty();
    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).contains("## DO and the baselines");
  }

  @Test
  void aWrongFileIsRefused() throws IOException {
    Files.writeString(file, YAML.replace("claims:", "claim:"));

    CommandLineRun refused = results();

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("sections[0].claim: unknown key");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    CommandLineRun refused = CommandLineRun.of("results", "no-such-results.yaml");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("no-such-results.yaml");
  }

  private CommandLineRun results(String... more) {
    List<String> args = new ArrayList<>(List.of("results", file.toString(), "--store", place()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private String place() {
    return folder.resolve("store").toString();
  }

  /** A run whose stages begin with many in 60 and 62 percent, with few in 57 and 59. */
  private void finish(String run) throws IOException {
    record(run, RunStatus.DONE, null);
    evaluate(run, "first=many,seed=1", 0.60, STARTED.plusSeconds(1));
    evaluate(run, "first=many,seed=2", 0.62, STARTED.plusSeconds(1));
    evaluate(run, "first=few,seed=1", 0.57, STARTED.plusSeconds(2));
    evaluate(run, "first=few,seed=2", 0.59, STARTED.plusSeconds(2));
  }

  private void record(String run, RunStatus status, @Nullable String error) {
    store
        .run(run)
        .write(
            RunRecord.FILE,
            runRecord(run, "/home/ada/examples/order.yaml")
                .ended(status, "2026-01-31T11:00:00Z", error)
                .toJson());
  }

  private RunRecord runRecord(String run, String path) {
    Map<String, Map<String, String>> variants = new LinkedHashMap<>();
    for (String first : List.of("many", "few")) {
      for (String seed : List.of("1", "2")) {
        variants.put(
            String.format(Locale.ROOT, "first=%s,seed=%s", first, seed),
            Map.of("first", first, "seed", seed));
      }
    }
    return new RunRecord(
        run,
        RunStatus.RUNNING,
        path,
        Map.of("epochs", "2"),
        variants,
        null,
        List.of(),
        null,
        place(),
        "0.1.0",
        store.run(run).events(0).size(),
        STARTED.toString(),
        null,
        null);
  }

  private void evaluate(String run, String variant, double accuracy, Instant time)
      throws IOException {
    StepKey key =
        StepKey.of("Evaluate", "1.0.0", Map.of("variant", variant, "accuracy", accuracy), Map.of());
    try (StepBuild build = store.build(key)) {
      new EvaluationFile(
              List.of(
                  new Score("average", Scope.ALL, "all", 100, accuracy, accuracy, new float[] {1})))
          .write(build.file("evaluation.arrow"));
      build.commit(
          List.of(
              new StepBuild.Draft(
                  "evaluation", ArtifactKind.EVALUATION, "evaluation.arrow", Map.of())),
          outputs ->
              new Manifest(
                  key.type(),
                  "1.0.0",
                  key.digest(),
                  Map.of(),
                  Map.of(),
                  outputs,
                  1,
                  "test",
                  Map.of()));
    }
    RunFolder runFolder = store.run(run);
    runFolder.append(
        new RunEvent.Finished(
            "Results",
            variant,
            time.toEpochMilli(),
            key.type(),
            key.digest(),
            false,
            1,
            Map.of(),
            Map.of()));
  }
}
