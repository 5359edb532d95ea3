package org.longtail.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
class RequirementTest {

  private final Map<String, VariantResults> results = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> variables = new LinkedHashMap<>();

  @ParameterizedTest
  @CsvSource({
    "few>=30, true",
    "few>=30.1, false",
    "few<=30, true",
    "few<30, false",
    "few>29.9, true",
    "few>30, false",
    "instance.few >= 30, true",
    "average.few>=30, false",
    "sub-model 1.all>=60, true",
  })
  void aFigureIsComparedWithANumberOfPercent(String requirement, boolean met) {
    add("default", Map.of(), 30, 20);

    assertThat(outcomes(requirement)).singleElement().matches(outcome -> outcome.met() == met);
  }

  @Test
  void theFindingNamesTheFigureAndTheBound() {
    add("default", Map.of(), 28.46, 20);

    assertThat(outcomes("few>=30").get(0).finding())
        .isEqualTo("instance.few is 28.46, required >= 30.00");
  }

  @Test
  void ofSeveralSeedsTheMeanCounts() {
    add("seed=1", Map.of("seed", "1"), 28, 0);
    add("seed=2", Map.of("seed", "2"), 32, 0);

    assertThat(outcomes("few>=30"))
        .singleElement()
        .returns("all seeds", Requirement.Outcome::setting)
        .returns(true, Requirement.Outcome::met);
  }

  @Test
  void everySettingMustMeetIt() {
    add("rho_m=0.7", Map.of("rho_m", "0.7"), 40, 0);
    add("rho_m=0.9", Map.of("rho_m", "0.9"), 20, 0);

    assertThat(outcomes("few>=30"))
        .extracting(Requirement.Outcome::setting, Requirement.Outcome::met)
        .containsExactly(tuple("rho_m=0.7", true), tuple("rho_m=0.9", false));
  }

  @Test
  void aFigureIsComparedWithThatOfAnotherRun() {
    add("default", Map.of(), 30, 20);

    assertThat(outcomes("few>=main:average.few", "main", 30))
        .singleElement()
        .returns(true, Requirement.Outcome::met);
    assertThat(outcomes("few>=main:average.few", "main", 30.5))
        .singleElement()
        .returns(false, Requirement.Outcome::met)
        .returns("instance.few is 30.00, required >= 30.50", Requirement.Outcome::finding);
  }

  @Test
  void aFigureThatWasNotScoredIsNotMetAndNamesThoseThatWere() {
    add("default", Map.of(), 30, 20);

    assertThat(outcomes("averge.few>=1"))
        .singleElement()
        .returns(false, Requirement.Outcome::met)
        .returns(
            "there is no averge.few; there are the models [sub-model 1, average, instance] and the"
                + " groups [all, few]",
            Requirement.Outcome::finding);
  }

  @Test
  void aRunWithoutResultsMeetsNothing() {
    assertThat(outcomes("few>=0")).singleElement().returns(false, Requirement.Outcome::met);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "few",
        "few=30",
        "few>=",
        ">=30",
        "few>=many",
        "few>=101",
        "few>=-1",
        "few>=NaN",
        ".few>=3",
        "a.>=3",
        "few>=run:",
        "few>=30>=20",
        ""
      })
  void whatIsNoRequirementIsRefusedWithAnExample(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Requirement.parse(text))
        .withMessageContaining("requirement '%s'", text)
        .withMessageContaining("few>=30, average.few>=30 or all>=RUN:all");
  }

  private void add(String variant, Map<String, String> values, double instance, double average) {
    variables.put(variant, values);
    Map<String, Accuracies> joined = new LinkedHashMap<>();
    joined.put("average", new Accuracies(Map.of("few", average)));
    joined.put("instance", new Accuracies(Map.of("few", instance)));
    results.put(
        variant,
        new VariantResults(
            List.of(new VariantResults.SubModel(1, new Accuracies(Map.of("all", 60.0)))),
            joined,
            Map.of()));
  }

  private List<Requirement.Outcome> outcomes(String requirement) {
    return Requirement.parse(requirement)
        .check(Figures.of(new RunResults(results), variables), Map.of());
  }

  private List<Requirement.Outcome> outcomes(String requirement, String run, double average) {
    Figures own = Figures.of(new RunResults(results), variables);
    Map<String, VariantResults> theirs =
        Map.of(
            "default",
            new VariantResults(
                List.of(), Map.of("average", new Accuracies(Map.of("few", average))), Map.of()));
    return Requirement.parse(requirement)
        .check(own, Map.of(run, Figures.of(new RunResults(theirs), Map.of())));
  }
}
