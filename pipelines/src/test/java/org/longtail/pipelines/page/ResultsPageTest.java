package org.longtail.pipelines.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.longtail.pipelines.report.Accuracies;
import org.longtail.pipelines.report.Balances;
import org.longtail.pipelines.report.FinishedRun;
import org.longtail.pipelines.report.VariantResults;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SweepFile;

@Tag("elsewhere")
class ResultsPageTest {

  private static final ResultsRow DO = new ResultsRow("DO", "do", "", "instance", "");
  private static final ResultsRow PLAIN = new ResultsRow("plain", "plain", "", "cross_entropy", "");

  private final Map<String, RunsAtHand.Run> found = new LinkedHashMap<>();

  @Test
  void aRowIsMeanAndDeviationOverSeedsByGroup() {
    found.put("do", run("instance", 60, 62, 67));

    assertThat(lines(section(DO)))
        .containsSequence(
            "| | few | all | seeds | run, setting, model |",
            "| --- | ---: | ---: | ---: | --- |",
            "| DO | 30.0 ± 0.0 | 63.0 ± 3.6 | 3 | do, all seeds, instance |");
  }

  @Test
  void aClaimThatIsTrueForEverySeedHeld() {
    found.put("do", run("instance", 60, 62, 67));
    found.put("plain", run("cross_entropy", 59, 60, 64));

    assertThat(lines(section(better(), DO, PLAIN)))
        .contains(
            "| DO is better. | DO above plain, on all | amount not quoted here"
                + " | +2.0 ± 1.0 | 1: +1.00, 2: +2.00, 3: +3.00 | held |",
            "| held | 1 |",
            "| did not hold | 0 |");
  }

  @Test
  void aClaimThatIsTrueForTheMeanAloneHeldOnAverage() {
    found.put("do", run("instance", 60, 62, 67));
    found.put("plain", run("cross_entropy", 61, 60, 64));

    assertThat(lines(section(better(), DO, PLAIN)))
        .anyMatch(
            line ->
                line.endsWith(
                    "| 1: -1.00, 2: +2.00, 3: +3.00 | **held on average, not for every seed** |"))
        .contains("What **held on average, not for every seed**:");
  }

  @Test
  void aClaimThatIsNotTrueForTheMeanDidNotHoldAndIsSaidAtTheTop() {
    found.put("do", run("instance", 60, 62, 67));
    found.put("plain", run("cross_entropy", 60, 64, 65));

    List<String> page = lines(section(better(), DO, PLAIN));

    assertThat(page)
        .anyMatch(
            line ->
                line.endsWith("| 0.0 ± 2.0 | 1: +0.00, 2: -2.00, 3: +2.00 | **did not hold** |"))
        .containsSequence(
            "What **did not hold**:",
            "",
            "- Section: DO is better. (DO above plain, on all: 0.0 ± 2.0)");
    assertThat(page.indexOf("What **did not hold**:")).isLessThan(page.indexOf("## Section"));
  }

  @Test
  void rowsAreAlikeIfTheyLieWithinTheirPointsForEverySeed() {
    found.put("do", run("instance", 60, 62, 67));
    found.put("plain", run("cross_entropy", 61, 61, 64));

    assertThat(lines(section(alike(3.5), DO, PLAIN)))
        .anyMatch(line -> line.endsWith("| 1.7 ± 1.2 | 1: 1.00, 2: 1.00, 3: 3.00 | held |"));
    assertThat(lines(section(alike(2), DO, PLAIN)))
        .anyMatch(line -> line.endsWith("| **held on average, not for every seed** |"));
    assertThat(lines(section(alike(1.5), DO, PLAIN)))
        .anyMatch(line -> line.endsWith("| **did not hold** |"));
  }

  @Test
  void aClaimIsTestedOnTheSeedsThatItsRowsShare() {
    found.put("do", run("instance", 60, 62, 67));
    found.put("plain", run("cross_entropy", 59, 60));

    assertThat(lines(section(better(), DO, PLAIN)))
        .anyMatch(line -> line.endsWith("| 1: +1.00, 2: +2.00 | held |"));
  }

  @Test
  void aMissingRunLeavesOutItsRowsAndIsNamed() {
    found.put("do", run("instance", 60, 62, 67));

    assertThat(lines(section(better(), DO, PLAIN)))
        .contains(
            "**This page is partial.** It leaves out what needs these runs:",
            "- plain: it is not in the store",
            "Left out, for the run is missing: plain (run plain).",
            "| not tested, a run is missing | 1 |")
        .anyMatch(line -> line.endsWith("| - | - | **not tested, a run is missing** |"))
        .noneMatch(line -> line.startsWith("| plain |"));
  }

  @Test
  void thePageSaysHowItAndItsRunsWereMade() {
    found.put("do", run("instance", 60, 62));

    assertThat(lines(section(DO)))
        .contains(
            "longtail results results.yaml",
            "with Longtail 0.1.0. Accuracies are top-1 in"
                + " percent, mean ± standard deviation over seeds.")
        .contains("| do | `longtail run do.yaml` | 0.0.9 | 120 train, 50 or 100 test |");
  }

  @Test
  void aSettingOrModelThatTheRunLacksIsNamedWithThoseThatItHas() {
    found.put("do", run("instance", 60, 62));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> lines(section(new ResultsRow("x", "do", "rho_m=1", "instance", ""))))
        .withMessageContaining("row 'x': run 'do' has no accuracy of setting 'rho_m=1'")
        .withMessageContaining("it has all seeds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lines(section(new ResultsRow("x", "do", "", "group", ""))))
        .withMessageContaining("row 'x': run 'do' has no accuracy of model 'group'")
        .withMessageContaining("it has instance");
  }

  @Test
  void aGroupThatWasNotScoredIsNamed() {
    found.put("do", run("instance", 60, 62));
    found.put("plain", run("cross_entropy", 59, 60));
    Claim onMany = new Claim("More.", "", "DO", "plain", List.of(), 0, "many");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> lines(section(onMany, DO, PLAIN)))
        .withMessageContaining("row 'DO': seed 1 was not scored on 'many', but on few, all");
  }

  @Test
  void curvesAreAColumnAStageWithTheChosenRatios() {
    found.put(
        "gamma",
        new RunsAtHand.Run(
            "longtail run gamma.yaml",
            "0.0.9",
            new FinishedRun(
                Map.of(),
                Map.of(),
                Map.of("all seeds", seeds(List.of(sweep(0.5, 0.25)), List.of(sweep(0.75, 0.5)))),
                Map.of())));

    assertThat(
            lines(
                new ResultsSection(
                    "Curves", "", List.of(), List.of(), new Curves("gamma", List.of()))))
        .containsSequence(
            "| gamma | all seeds, stage 2 (medium) |",
            "| ---: | ---: |",
            "| 0.0 | 62.5 ± 17.7 |",
            "| 0.5 | 37.5 ± 17.7 |",
            "| chosen by seed | 1: 0.5, 2: 0.5 |");
  }

  @Test
  void groupsOfTheMethodComeFirstAndAllComesLast() {
    found.put("do", run("instance", 60, 62));
    found.put("plain", run(List.of("upper", "many"), "cross_entropy", 59));

    assertThat(lines(section(DO, PLAIN)))
        .containsSequence(
            "| | many | few | upper | all | seeds | run, setting, model |",
            "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
            "| DO | - | 30.0 ± 0.0 | - | 61.0 ± 1.4 | 2 | do, all seeds, instance |",
            "| plain | 30.0 | - | 30.0 | 59.0 | 1 | plain, all seeds, cross_entropy |");
  }

  @Test
  void aRowOfImportanceHasSharesEvennessAndCorrelation() {
    found.put("do", balanced(balance(3, 1, 0.5), balance(1, 1, Double.NaN)));

    assertThat(lines(section(new ResultsRow("DO", "do", "", "average", "importance"))))
        .containsSequence(
            "| | many | few | evenness | correlation | seeds | run, setting, model |",
            "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
            "| DO | 62.5 ± 17.7 | 37.5 ± 17.7 | 66.7 ± 47.1 | 0.50 | 2 | do, all seeds, average |");
  }

  @Test
  void aClaimMayBeAboutEvenness() {
    found.put("do", balanced(balance(3, 2, 0), balance(4, 3, 0)));
    found.put("plain", balanced(balance(3, 1, 0), balance(4, 1, 0)));
    Claim evener = new Claim("Evener.", "", "DO", "plain", List.of(), 0, "evenness");

    assertThat(
            lines(
                section(
                    evener,
                    new ResultsRow("DO", "do", "", "average", "importance"),
                    new ResultsRow("plain", "plain", "", "average", "importance"))))
        .anyMatch(line -> line.contains("| 1: +33.33, 2: +50.00 | held |"));
  }

  private static Balances.OfModel balance(double many, double few, double correlation) {
    Map<String, Double> importance = new LinkedHashMap<>();
    importance.put("many", many);
    importance.put("few", few);
    Map<String, Double> share = new LinkedHashMap<>();
    importance.forEach((group, value) -> share.put(group, value / (many + few)));
    return new Balances.OfModel(importance, share, correlation, Double.NaN);
  }

  private static RunsAtHand.Run balanced(Balances.OfModel... bySeed) {
    List<Map<String, Balances.OfModel>> models =
        Arrays.stream(bySeed).map(balance -> Map.of("average", balance)).toList();
    Map<String, Map<String, Balances.OfModel>> seeds = new LinkedHashMap<>();
    models.forEach(model -> seeds.put(Integer.toString(seeds.size() + 1), model));
    return new RunsAtHand.Run(
        "longtail run do.yaml",
        "0.0.9",
        new FinishedRun(Map.of(), Map.of("all seeds", seeds), Map.of(), Map.of()));
  }

  @Test
  void aBarInATextStaysInItsCell() {
    found.put("do", run("instance", 60, 62));

    assertThat(lines(section(new ResultsRow("a|b", "do", "", "instance", ""))))
        .anyMatch(line -> line.startsWith("| a\\|b | 30.0"));
  }

  private List<String> lines(ResultsSection section) {
    ResultsFile file =
        new ResultsFile(
            "Results",
            "",
            Map.of("do", "do.yaml", "plain", "plain.yaml", "gamma", "gamma.yaml"),
            List.of(section));
    return ResultsPage.of(file, new RunsAtHand(found, Map.of()))
        .madeBy("longtail results results.yaml", "0.1.0")
        .lines()
        .toList();
  }

  private static ResultsSection section(ResultsRow... rows) {
    return new ResultsSection("Section", "", List.of(rows), List.of(), null);
  }

  private static ResultsSection section(Claim claim, ResultsRow... rows) {
    return new ResultsSection("Section", "", List.of(rows), List.of(claim), null);
  }

  private static Claim better() {
    return new Claim("DO is better.", "", "DO", "plain", List.of(), 0, "");
  }

  private static Claim alike(double within) {
    return new Claim("They are alike.", "", "", "", List.of("DO", "plain"), within, "");
  }

  private static RunsAtHand.Run run(String model, double... all) {
    return run(List.of("few"), model, all);
  }

  private static RunsAtHand.Run run(List<String> names, String model, double... all) {
    List<VariantResults> results =
        Arrays.stream(all)
            .mapToObj(
                percent -> {
                  Map<String, Double> groups = new LinkedHashMap<>();
                  names.forEach(name -> groups.put(name, 30.0));
                  groups.put("all", percent);
                  return new VariantResults(
                      List.of(), Map.of(model, new Accuracies(groups)), Map.of());
                })
            .toList();
    Map<String, List<Long>> images = new LinkedHashMap<>();
    images.put("train", List.of(120L));
    images.put("test", List.of(50L, 100L));
    return new RunsAtHand.Run(
        "longtail run do.yaml",
        "0.0.9",
        new FinishedRun(
            Map.of("all seeds", seeds(results.toArray(VariantResults[]::new))),
            Map.of(),
            Map.of(),
            images));
  }

  @SafeVarargs
  private static <T> Map<String, T> seeds(T... things) {
    Map<String, T> seeds = new LinkedHashMap<>();
    for (T thing : things) {
      seeds.put(Integer.toString(seeds.size() + 1), thing);
    }
    return seeds;
  }

  private static SweepFile sweep(double unpruned, double pruned) {
    return new SweepFile(
        Provenance.of(2, "medium"),
        List.of(
            new SweepFile.Point(0, unpruned, 0, 0, 0, false),
            new SweepFile.Point(0.5, pruned, 0, 0, 0, true)));
  }
}
