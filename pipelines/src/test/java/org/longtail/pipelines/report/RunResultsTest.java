package org.longtail.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.BalanceFile;
import org.longtail.schemas.arrow.BalanceFile.Balance;
import org.longtail.schemas.arrow.EvaluationFile;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.schemas.arrow.EvaluationFile.Score;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepBuild;
import org.longtail.schemas.store.StepKey;
import org.longtail.schemas.store.StoreException;

@Tag("elsewhere")
class RunResultsTest {

  private final ArtifactStore store;

  RunResultsTest(@TempDir Path folder) {
    this.store = ArtifactStores.open(folder.toString());
  }

  @Test
  void accuraciesAreInPercentByGroupInTheOrderOfTheFile() throws IOException {
    RunEvent.Finished event =
        evaluate(
            "default",
            "Evaluate",
            List.of(
                score("average", Scope.ALL, "all", 0.75),
                score("average", Scope.GROUP, "many", 0.875),
                score("average", Scope.GROUP, "upper_medium", 0.625),
                score("average", Scope.GROUP, "lower_medium", 0.25),
                score("average", Scope.GROUP, "few", 0.5),
                score("average", Scope.CLASS, "Bag", 0.25)));

    Accuracies average = theOnly(List.of(event)).joinedBy("average").orElseThrow();

    assertThat(average.percent())
        .containsExactly(
            entry("many", 87.5),
            entry("upper_medium", 62.5),
            entry("lower_medium", 25.0),
            entry("few", 50.0),
            entry("all", 75.0));
  }

  @Test
  void modelsOfOtherNamesFollowTheWaysOfTheMethod() throws IOException {
    RunEvent.Finished event =
        evaluate(
            "default",
            "Evaluate",
            List.of(
                score("cross_entropy", Scope.ALL, "all", 0.5),
                score("instance", Scope.ALL, "all", 0.75),
                score("average", Scope.ALL, "all", 0.625),
                score("balanced_softmax", Scope.ALL, "all", 0.25),
                score("sub_model_1", Scope.ALL, "all", 0.125)));

    VariantResults results = theOnly(List.of(event));

    assertThat(results.joined().keySet())
        .containsExactly("average", "instance", "cross_entropy", "balanced_softmax");
    assertThat(results.subModels()).hasSize(1);
  }

  @Test
  void aGroupWithoutTestImagesIsLeftOut() throws IOException {
    RunEvent.Finished event =
        evaluate(
            "default",
            "Evaluate",
            List.of(
                score("average", Scope.ALL, "all", 0.75),
                score("average", Scope.GROUP, "few", Double.NaN)));

    Accuracies average = theOnly(List.of(event)).joinedBy("average").orElseThrow();

    assertThat(average.on("few")).isEmpty();
    assertThat(average.on("all")).hasValue(75);
  }

  @Test
  void balancesAreByVariantAndModelInTheOrderOfTheFile() throws IOException {
    RunEvent.Finished event =
        balance(
            "seed=1",
            new Balance("sub_model_1", Scope.ALL, "all", 2, 1, 0.5, 1, -1),
            new Balance("sub_model_1", Scope.GROUP, "many", 3, 0.75, 0.5, 1, -1),
            new Balance("sub_model_1", Scope.GROUP, "few", 1, 0.25, 0.25, 1, -1),
            new Balance("sub_model_1", Scope.CLASS, "Bag", 1, 1, 0.25, 1, -1));

    Balances.OfModel balance =
        Objects.requireNonNull(
            RunResults.of(List.of(event), store)
                .balances()
                .getOrDefault("seed=1", Map.of())
                .get("sub-model 1"));

    assertThat(balance.share()).containsExactly(entry("many", 0.75), entry("few", 0.25));
    assertThat(balance.importance()).containsExactly(entry("many", 3.0), entry("few", 1.0));
    assertThat(balance.evenness()).isEqualTo(100 / 3.0);
    assertThat(balance.correlation()).isEqualTo(1);
    assertThat(balance.classCorrelation()).isEqualTo(-1);
  }

  @Test
  void subModelsAreInTheOrderOfTheirStages() throws IOException {
    RunEvent.Finished event =
        evaluate(
            "default",
            "Evaluate",
            List.of(
                score("sub_model_10", Scope.ALL, "all", 0.1),
                score("sub_model_2", Scope.ALL, "all", 0.2)));

    assertThat(theOnly(List.of(event)).subModels())
        .extracting(VariantResults.SubModel::stage)
        .containsExactly(2, 10);
  }

  @Test
  void lambdaByGroupAndStageIsThatOfTheInstanceMode() throws IOException {
    RunEvent.Finished event =
        evaluate(
            "default",
            "Evaluate",
            List.of(
                score("average", Scope.GROUP, "many", 0.9, 0.5f, 0.5f),
                score("instance", Scope.ALL, "all", 0.9, 0.6f, 0.4f),
                score("instance", Scope.GROUP, "many", 0.9, 0.75f, 0.25f),
                score("instance", Scope.GROUP, "few", 0.9, 0.25f, 0.75f)));

    assertThat(theOnly(List.of(event)).lambda())
        .containsExactly(entry("many", List.of(0.75, 0.25)), entry("few", List.of(0.25, 0.75)));
  }

  @Test
  void whatWasNotScoredIsLeftOut() throws IOException {
    RunEvent.Finished event =
        evaluate(
            "default", "Evaluate", List.of(score("average", Scope.ALL, "all", 0.75, 0.5f, 0.5f)));

    VariantResults results = theOnly(List.of(event));

    assertThat(results.joined()).containsOnlyKeys("average");
    assertThat(results.lambda()).isEmpty();
    assertThat(results.subModels()).isEmpty();
  }

  @Test
  void variantsAreKeptApart() throws IOException {
    RunEvent.Finished first =
        evaluate("seed=1", "Evaluate", List.of(score("average", Scope.ALL, "all", 0.25)));
    RunEvent.Finished second =
        evaluate("seed=2", "Evaluate", List.of(score("average", Scope.ALL, "all", 0.75)));

    Map<String, VariantResults> variants = RunResults.of(List.of(first, second), store).variants();

    assertThat(variants).containsOnlyKeys("seed=1", "seed=2");
    assertThat(variants.get("seed=2"))
        .isNotNull()
        .extracting(results -> results.joinedBy("average").orElseThrow().percent())
        .isEqualTo(Map.of("all", 75.0));
  }

  @Test
  void twoEvaluationsOfOneVariantAreNamedByTheirSteps() throws IOException {
    RunEvent.Finished first =
        evaluate("default", "Baseline", List.of(score("average", Scope.ALL, "all", 0.25)));
    RunEvent.Finished second =
        evaluate("default", "Decoupled", List.of(score("average", Scope.ALL, "all", 0.75)));

    assertThat(RunResults.of(List.of(first, second), store).variants())
        .containsOnlyKeys("default/Baseline", "default/Decoupled");
  }

  @Test
  void stepsOfOtherTypesHaveNoResults() {
    RunEvent.Finished training = finished("default", "Train", new StepKey("TrainStage", digest(7)));

    assertThat(RunResults.of(List.of(training), store).variants()).isEmpty();
  }

  @Test
  void anEvaluationThatIsNotInTheStoreIsNamed() {
    RunEvent.Finished lost = finished("default", "Judge", new StepKey("Evaluate", digest(7)));

    assertThatThrownBy(() -> RunResults.of(List.of(lost), store))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Judge")
        .hasMessageContaining("not in the store");
  }

  private VariantResults theOnly(List<RunEvent.Finished> events) {
    return RunResults.of(events, store).variants().values().iterator().next();
  }

  private RunEvent.Finished evaluate(String variant, String step, List<Score> scores)
      throws IOException {
    return finish(
        variant, step, "Evaluate", ArtifactKind.EVALUATION, new EvaluationFile(scores)::write);
  }

  private RunEvent.Finished balance(String variant, Balance... rows) throws IOException {
    return finish(
        variant,
        "Balance",
        "ImportanceBalance",
        ArtifactKind.BALANCE,
        new BalanceFile(List.of(rows))::write);
  }

  @FunctionalInterface
  private interface Writing {
    void to(Path file) throws IOException;
  }

  private RunEvent.Finished finish(
      String variant, String step, String type, ArtifactKind kind, Writing content)
      throws IOException {
    StepKey key = StepKey.of(type, "1.0.0", Map.of("variant", variant, "step", step), Map.of());
    String file = kind.id() + ".arrow";
    try (StepBuild build = store.build(key)) {
      content.to(build.file(file));
      build.commit(
          List.of(new StepBuild.Draft(kind.id(), kind, file, Map.of())),
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
    return finished(variant, step, key);
  }

  private static RunEvent.Finished finished(String variant, String step, StepKey key) {
    return new RunEvent.Finished(
        step, variant, 0, key.type(), key.digest(), false, 1, Map.of(), Map.of());
  }

  private static String digest(int digit) {
    return Integer.toString(digit).repeat(64);
  }

  private static Score score(
      String model, Scope scope, String subset, double accuracy, float... lambda) {
    return new Score(model, scope, subset, 100, accuracy, accuracy, lambda);
  }
}
