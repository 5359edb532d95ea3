package org.longtail.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;

class RunComparisonTest {

  private static final String ONE = "seed=1";
  private static final String TWO = "seed=2";

  /** A run with a training and an evaluation for every variant. */
  private static final class Run {

    private final Map<String, Map<String, String>> variables = new LinkedHashMap<>();
    private final Map<String, Map<String, Optional<Manifest>>> steps = new LinkedHashMap<>();
    private final Map<String, VariantResults> results = new LinkedHashMap<>();
    private boolean lost;

    Run variant(String name, Map<String, String> variables, double rate, double accuracy) {
      this.variables.put(name, variables);
      steps.put(
          name,
          new LinkedHashMap<>(
              Map.of(
                  "Train", manifest("TrainStage", Map.of("rate", rate), "w" + rate + variables))));
      Accuracies all = new Accuracies(Map.of("all", accuracy));
      results.put(name, new VariantResults(List.of(), Map.of("average", all), Map.of()));
      return this;
    }

    Run seed(int seed, double rate, double accuracy) {
      return variant("seed=" + seed, Map.of("seed", "" + seed), rate, accuracy);
    }

    Run step(String variant, String step, Optional<Manifest> manifest) {
      steps.computeIfAbsent(variant, any -> new LinkedHashMap<>()).put(step, manifest);
      return this;
    }

    Run losesItsResults() {
      lost = true;
      return this;
    }

    RunComparison.Side side() {
      return new RunComparison.Side(
          variables, steps, lost ? Optional.empty() : Optional.of(new RunResults(results)));
    }
  }

  private static Optional<Manifest> manifest(
      String type, Map<String, Object> config, String content) {
    return manifest(type, config, content, Map.of());
  }

  private static Optional<Manifest> manifest(
      String type, Map<String, Object> config, String content, Map<String, String> environment) {
    StepKey key = StepKey.of(type, "1.0.0", config, Map.of());
    return Optional.of(
        new Manifest(
            type,
            "1.0.0",
            key.digest(),
            config,
            Map.of(),
            List.of(
                new Manifest.Output("weights", "weights", "weights.arrow", content, 1, Map.of())),
            1.0,
            "unpackaged",
            environment));
  }

  private static RunComparison compare(Run first, Run second) {
    return RunComparison.of(first.side(), second.side());
  }

  private static Run seeds(double rateOne, double rateTwo, double one, double two) {
    return new Run().seed(1, rateOne, one).seed(2, rateTwo, two);
  }

  @Test
  void runsOfTheSameVariantsAreTheSame() {
    RunComparison comparison = compare(seeds(0.1, 0.1, 50, 60), seeds(0.1, 0.1, 50, 60));

    assertThat(comparison.sameSettings()).isTrue();
    assertThat(comparison.sameResults()).isTrue();
  }

  @Test
  void settingsOfEachVariantAreCompared() {
    RunComparison comparison = compare(seeds(0.1, 0.1, 50, 60), seeds(0.1, 0.2, 50, 60));

    assertThat(comparison.steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.place()).isEqualTo(new RunComparison.Place("Train", TWO));
              assertThat(step.settings()).singleElement().asString().contains("rate", "0.1", "0.2");
            });
    assertThat(comparison.sameSettings()).isFalse();
    assertThat(comparison.sameResults()).as("the weights differ").isFalse();
    assertThat(comparison.outputs()).containsExactly(new RunComparison.Place("Train", TWO));
  }

  @Test
  void resultsOfEachVariantAreCompared() {
    RunComparison comparison = compare(seeds(0.1, 0.1, 50, 60), seeds(0.1, 0.1, 50, 61));

    assertThat(comparison.results())
        .containsExactly(
            new RunComparison.ResultChange(
                TWO, "average", "all", OptionalDouble.of(60), OptionalDouble.of(61)));
    assertThat(comparison.sameSettings()).isTrue();
    assertThat(comparison.sameResults()).isFalse();
  }

  @Test
  void placesThatStepsWereComputedOnAreComparedByWhatBitsDependOn() {
    RunComparison comparison =
        compare(
            on(Map.of("processor", "A", "java", "17")), on(Map.of("processor", "B", "java", "17")));

    assertThat(comparison.environment())
        .containsExactly(new EnvironmentChange("processor", List.of("A"), List.of("B")));
    assertThat(comparison.sameSettings()).isTrue();
    assertThat(comparison.sameResults()).isTrue();
  }

  @Test
  void manifestsThatDoNotSayWhatTheyWereComputedOnDifferInNothing() {
    assertThat(compare(on(Map.of()), on(Map.of("processor", "B"))).environment()).isEmpty();
  }

  private static Run on(Map<String, String> environment) {
    return seeds(0.1, 0.1, 50, 60)
        .step(ONE, "Score", manifest("TtlScoring", Map.of(), "p", environment));
  }

  @Test
  void meansOverSeedsAreCompared() {
    RunComparison comparison = compare(seeds(0.1, 0.1, 50, 60), seeds(0.1, 0.1, 50, 62));

    assertThat(comparison.overSeeds())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.setting()).isEqualTo("all seeds");
              assertThat(change.first().orElseThrow().mean()).isEqualTo(55);
              assertThat(change.second().orElseThrow().mean()).isEqualTo(56);
            });
  }

  @Test
  void meansOfOtherSeedsAreComparedThoughTheirVariantsAreNot() {
    Run others = new Run().seed(3, 0.1, 70).seed(4, 0.1, 80);

    RunComparison comparison = compare(seeds(0.1, 0.1, 50, 60), others);

    assertThat(comparison.results()).isEmpty();
    assertThat(comparison.overSeeds()).singleElement().extracting("setting").isEqualTo("all seeds");
    assertThat(comparison.sameResults()).isFalse();
  }

  @Test
  void variantsThatOnlyOneHasAreNamed() {
    Run others = new Run().seed(1, 0.1, 50).seed(3, 0.1, 60);

    RunComparison comparison = compare(seeds(0.1, 0.1, 50, 60), others);

    assertThat(comparison.variants()).isOne();
    assertThat(comparison.variantsOnlyFirst()).containsExactly(TWO);
    assertThat(comparison.variantsOnlySecond()).containsExactly("seed=3");
    assertThat(comparison.onlyFirst()).containsExactly(new RunComparison.Place("Train", TWO));
    assertThat(comparison.sameSettings()).isFalse();
    assertThat(comparison.sameResults()).isFalse();
  }

  @Test
  void variantsOfOneNameAreComparedThoughTheirOtherVariablesDiffer() {
    Run first = new Run().variant(ONE, Map.of("seed", "1", "rate", "0.1"), 0.1, 50);
    Run second = new Run().variant(ONE, Map.of("seed", "1", "rate", "0.2"), 0.2, 50);

    assertThat(compare(first.seed(2, 0.1, 60), second.seed(2, 0.1, 60)).steps())
        .singleElement()
        .satisfies(step -> assertThat(step.place().variant()).isEqualTo(ONE));
  }

  @Test
  void variantsOfTheSameValuesAreComparedWhateverTheirNames() {
    Run named = new Run();
    named.variant("seed=1,rate=0.1", Map.of("seed", "1", "rate", "0.1"), 0.1, 50);
    named.variant("seed=1,rate=0.2", Map.of("seed", "1", "rate", "0.2"), 0.2, 55);
    Run short_ = new Run().variant(ONE, Map.of("seed", "1", "rate", "0.1"), 0.1, 51);
    short_.variant(TWO, Map.of("seed", "2", "rate", "0.1"), 0.1, 60);

    RunComparison comparison = compare(named, short_);

    assertThat(comparison.results())
        .singleElement()
        .satisfies(change -> assertThat(change.variant()).isEqualTo("seed=1,rate=0.1 / seed=1"));
    assertThat(comparison.variantsOnlyFirst()).containsExactly("seed=1,rate=0.2");
    assertThat(comparison.variantsOnlySecond()).containsExactly(TWO);
  }

  @Test
  void theOnlyVariantsOfTwoRunsAreComparedWhateverTheirNames() {
    Run first = new Run().variant("default", Map.of(), 0.1, 50);

    RunComparison comparison = compare(first, new Run().seed(1, 0.2, 51));

    assertThat(comparison.steps())
        .singleElement()
        .satisfies(
            step -> assertThat(step.place()).isEqualTo(new RunComparison.Place("Train", "")));
    assertThat(comparison.results()).hasSize(1);
    assertThat(comparison.variantsOnlyFirst()).isEmpty();
  }

  @Test
  void stepsThatOnlyOneHasAreNamedWithTheirVariant() {
    Run longer = seeds(0.1, 0.1, 50, 60).step(TWO, "Again", manifest("TrainStage", Map.of(), "w"));

    RunComparison comparison = compare(seeds(0.1, 0.1, 50, 60), longer);

    assertThat(comparison.onlySecond()).containsExactly(new RunComparison.Place("Again", TWO));
    assertThat(comparison.sameSettings()).isFalse();
    assertThat(comparison.sameResults()).isFalse();
  }

  @Test
  void whatTheStoreHasLostIsNotTheSame() {
    Run without = seeds(0.1, 0.1, 50, 60).step(ONE, "Train", Optional.empty());
    RunComparison lostStep = compare(seeds(0.1, 0.1, 50, 60), without);
    RunComparison lostResults =
        compare(
            seeds(0.1, 0.1, 50, 60).losesItsResults(), seeds(0.1, 0.1, 50, 60).losesItsResults());

    assertThat(lostStep.lost()).containsExactly(new RunComparison.Place("Train", ONE));
    assertThat(lostStep.sameSettings()).isFalse();
    assertThat(lostResults.resultsLost()).isTrue();
    assertThat(lostResults.sameResults()).isFalse();
  }

  @Test
  void outputsThatDifferAreToldThoughSettingsAndAccuraciesAreTheSame() {
    Run other =
        seeds(0.1, 0.1, 50, 60)
            .step(ONE, "Train", manifest("TrainStage", Map.of("rate", 0.1), "elsewhere"));

    RunComparison comparison = compare(seeds(0.1, 0.1, 50, 60), other);

    assertThat(comparison.sameSettings()).isTrue();
    assertThat(comparison.results()).isEmpty();
    assertThat(comparison.outputs()).containsExactly(new RunComparison.Place("Train", ONE));
    assertThat(comparison.sameResults()).isFalse();
  }
}
