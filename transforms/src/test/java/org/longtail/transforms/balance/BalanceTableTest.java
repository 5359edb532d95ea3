package org.longtail.transforms.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.arrow.BalanceFile.Balance;
import org.longtail.schemas.arrow.EvaluationFile;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.schemas.arrow.EvaluationFile.Score;
import org.longtail.schemas.arrow.SamplingFile;

class BalanceTableTest {

  private static final List<SamplingFile.Row> CLASSES =
      List.of(
          new SamplingFile.Row(0, "bag", 5, "few", 0.1, 1),
          new SamplingFile.Row(1, "coat", 500, "many", 0.5, 1),
          new SamplingFile.Row(2, "shirt", 300, "many", 0.4, 1));

  @Test
  void aGroupsImportanceIsTheMeanOverItsClassesWithTheLargestGroupFirst() {
    List<Balance> rows = table(0.5, 0.9).of("average", new double[] {1, 4, 8});

    assertThat(rows)
        .extracting(Balance::subset)
        .containsExactly("all", "many", "few", "bag", "coat", "shirt");
    assertThat(rows)
        .extracting(Balance::importance)
        .containsExactly(13 / 3.0, 6.0, 1.0, 1.0, 4.0, 8.0);
    assertThat(rows.get(1).share()).isCloseTo(6 / 7.0, within(1e-12));
    assertThat(rows.get(1).accuracy()).isEqualTo(0.9);
  }

  @Test
  void moreImportanceWhereTheModelIsMoreAccurateIsACorrelationOfOne() {
    List<Balance> rows = table(0.5, 0.9).of("average", new double[] {1, 4, 8});

    assertThat(rows).extracting(Balance::groupCorrelation).allMatch(r -> Math.abs(r - 1) < 1e-12);
  }

  @Test
  void moreImportanceWhereTheModelIsLessAccurateIsACorrelationOfMinusOne() {
    List<Balance> rows = table(0.9, 0.5).of("average", new double[] {1, 4, 8});

    assertThat(rows).extracting(Balance::groupCorrelation).allMatch(r -> Math.abs(r + 1) < 1e-12);
  }

  @Test
  void whereAccuracyDoesNotVaryThereIsNoCorrelation() {
    assertThat(table(0.5, 0.5).of("average", new double[] {1, 4, 8}))
        .extracting(Balance::groupCorrelation)
        .containsOnly(Double.NaN);
  }

  @Test
  void aClassThatWasNotScoredHasNoAccuracyAndClassesNoCorrelation() {
    List<Balance> rows = table(0.5, 0.9).of("average", new double[] {1, 4, 8});

    assertThat(rows.get(3).accuracy()).isNaN();
    assertThat(rows).extracting(Balance::classCorrelation).containsOnly(Double.NaN);
  }

  @Test
  void aModelThatWasNotEvaluatedIsRefusedWithThoseThatWere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table(0.5, 0.9).of("instance", new double[] {1, 4, 8}))
        .withMessageContaining("no model 'instance', it has [average]");
  }

  @Property(tries = 200)
  void sharesOfGroupsAndOfClassesSumToOne(
      @ForAll @Size(3) List<@DoubleRange(min = 0.01, max = 1e6) Double> importance) {
    List<Balance> rows =
        table(0.5, 0.9)
            .of("average", importance.stream().mapToDouble(Double::doubleValue).toArray());

    for (Scope scope : Scope.values()) {
      assertThat(
              rows.stream().filter(row -> row.scope() == scope).mapToDouble(Balance::share).sum())
          .isCloseTo(1, within(1e-9));
    }
  }

  private static BalanceTable table(double few, double many) {
    return new BalanceTable(
        CLASSES,
        new EvaluationFile(
            List.of(
                score(Scope.ALL, "all", 0.7),
                score(Scope.GROUP, "many", many),
                score(Scope.GROUP, "few", few))));
  }

  private static Score score(Scope scope, String subset, double accuracy) {
    return new Score("average", scope, subset, 10, accuracy, accuracy, new float[] {1});
  }
}
