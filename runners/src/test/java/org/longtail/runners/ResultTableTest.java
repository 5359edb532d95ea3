package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.longtail.pipelines.report.Accuracies;
import org.longtail.pipelines.report.Balances;
import org.longtail.pipelines.report.OverSeeds;
import org.longtail.pipelines.report.Statistic;
import org.longtail.pipelines.report.VariantResults;

class ResultTableTest {

  @Test
  void importanceIsAShareByGroupWithItsCorrelation() {
    Map<String, Double> share = new LinkedHashMap<>();
    share.put("many", 0.75);
    share.put("few", 0.25);

    assertThat(
            ResultTable.ofBalance(
                "default",
                Map.of("average", new Balances.OfModel(Map.of(), share, Double.NaN, 0.5))))
        .isEqualTo(
            """
            Importance of the parameters by group, share in percent, variant default
            +---------+------+------+-------------------------+
            | model   | many | few  | correlation to accuracy |
            +---------+------+------+-------------------------+
            | average | 75.0 | 25.0 |               undefined |
            +---------+------+------+-------------------------+
            """);
  }

  @Test
  void modelsAreRowsAndGroupsAreColumns() {
    VariantResults results =
        new VariantResults(
            List.of(new VariantResults.SubModel(1, accuracies(81.25, 40, 0, 62))),
            Map.of("average", accuracies(80, 55.55, 33.3, 65)),
            Map.of());

    assertThat(ResultTable.of("default", results).lines())
        .containsExactly(
            "Top-1 accuracy in percent, variant default",
            "+-------------+------+--------+------+------+",
            "| model       | many | medium | few  | all  |",
            "+-------------+------+--------+------+------+",
            "| sub-model 1 | 81.3 |   40.0 |  0.0 | 62.0 |",
            "| average     | 80.0 |   55.6 | 33.3 | 65.0 |",
            "+-------------+------+--------+------+------+");
  }

  @Test
  void aGroupThatWasNotScoredIsADash() {
    VariantResults results =
        new VariantResults(
            List.of(new VariantResults.SubModel(1, accuracies(81.2, 40, 0, 62))),
            Map.of("average", new Accuracies(Map.of("all", 65.0))),
            Map.of());

    assertThat(ResultTable.of("default", results))
        .contains("| average     |    - |      - |   - | 65.0 |");
  }

  @Test
  void lambdaIsATableByGroupAndStage() {
    VariantResults results =
        new VariantResults(
            List.of(),
            Map.of("instance", accuracies(80, 55, 33, 65)),
            Map.of("many", List.of(0.75, 0.25)));

    assertThat(ResultTable.of("default", results))
        .contains("| group | stage 1 | stage 2 |")
        .contains("| many  |   0.750 |   0.250 |");
  }

  @Test
  void severalSeedsAreAMeanAndADeviation() {
    OverSeeds seeds =
        new OverSeeds(
            "rho_m=0.7",
            List.of("seed=1,rho_m=0.7", "seed=2,rho_m=0.7"),
            Map.of("average", Map.of("all", Statistic.of(List.of(60.0, 62.0)))));

    assertThat(ResultTable.of(seeds).lines())
        .containsExactly(
            "Top-1 accuracy in percent, rho_m=0.7: mean ± standard deviation over 2 seeds",
            "+---------+------------+",
            "| model   | all        |",
            "+---------+------------+",
            "| average | 61.0 ± 1.4 |",
            "+---------+------------+");
  }

  static Accuracies accuracies(double many, double medium, double few, double all) {
    Map<String, Double> percent = new LinkedHashMap<>();
    percent.put("many", many);
    percent.put("medium", medium);
    percent.put("few", few);
    percent.put("all", all);
    return new Accuracies(percent);
  }
}
