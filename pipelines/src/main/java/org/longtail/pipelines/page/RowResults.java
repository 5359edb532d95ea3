package org.longtail.pipelines.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.longtail.pipelines.report.Balances;
import org.longtail.pipelines.report.FinishedRun;
import org.longtail.pipelines.report.Statistic;
import org.longtail.pipelines.report.VariantResults;

/**
 * What a row of the page found.
 *
 * @param row as the file asks for it
 * @param bySeed its figures by seed and column: the class groups, and {@code all} of an accuracy,
 *     or {@code evenness} and {@code correlation} of an importance
 */
record RowResults(ResultsRow row, Map<String, Map<String, Double>> bySeed) {

  private static final String EVENNESS = "evenness";
  private static final String CORRELATION = "correlation";

  RowResults {
    bySeed = Collections.unmodifiableMap(new LinkedHashMap<>(bySeed));
  }

  /**
   * A row of a run.
   *
   * @throws IllegalArgumentException if the run has no such setting or model
   */
  static RowResults of(ResultsRow row, FinishedRun run) {
    return row.figure().equals(ResultsRow.IMPORTANCE)
        ? new RowResults(row, figures(row, run.balances(), RowResults::balances))
        : new RowResults(row, figures(row, run.results(), RowResults::accuracies));
  }

  private static <T> Map<String, Map<String, Double>> figures(
      ResultsRow row,
      Map<String, Map<String, T>> settings,
      Function<T, Map<String, Map<String, Double>>> models) {
    Map<String, T> setting = settings.get(row.setting());
    if (setting == null) {
      throw missing(row, "setting", row.setting(), settings.keySet());
    }
    Map<String, Map<String, Double>> bySeed = new LinkedHashMap<>();
    setting.forEach(
        (seed, results) -> {
          Map<String, Map<String, Double>> byModel = models.apply(results);
          Map<String, Double> figures = byModel.get(row.model());
          if (figures == null) {
            throw missing(row, "model", row.model(), byModel.keySet());
          }
          bySeed.put(seed, figures);
        });
    return bySeed;
  }

  private static Map<String, Map<String, Double>> accuracies(VariantResults results) {
    Map<String, Map<String, Double>> models = new LinkedHashMap<>();
    results.byModel().forEach((model, accuracies) -> models.put(model, accuracies.percent()));
    return models;
  }

  private static Map<String, Map<String, Double>> balances(Map<String, Balances.OfModel> balances) {
    Map<String, Map<String, Double>> models = new LinkedHashMap<>();
    balances.forEach(
        (model, balance) -> {
          Map<String, Double> figures = new LinkedHashMap<>();
          balance.share().forEach((group, share) -> figures.put(group, 100 * share));
          figures.put(EVENNESS, balance.evenness());
          if (!Double.isNaN(balance.correlation())) {
            figures.put(CORRELATION, balance.correlation());
          }
          models.put(model, figures);
        });
    return models;
  }

  private static IllegalArgumentException missing(
      ResultsRow row, String what, String name, Set<String> known) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "row '%s': run '%s' has no %s of %s '%s' with a seed; it has %s",
            row.label(),
            row.run(),
            row.figure(),
            what,
            name,
            known.isEmpty() ? "none" : String.join(", ", known)));
  }

  /** The figure for one seed in a column. */
  double figure(String seed, String column) {
    Map<String, Double> figures = bySeed.getOrDefault(seed, Map.of());
    Double figure = figures.get(column);
    if (figure == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "row '%s': seed %s was not scored on '%s', but on %s",
              row.label(),
              seed,
              column,
              String.join(", ", figures.keySet())));
    }
    return figure;
  }

  /** The columns of the row's table. */
  Set<String> columns() {
    return bySeed.values().stream()
        .flatMap(figures -> figures.keySet().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Mean ± standard deviation over the seeds in a column; a dash if it was not scored. */
  String cell(String column) {
    List<Double> found = new ArrayList<>();
    bySeed
        .values()
        .forEach(
            figures -> {
              Double figure = figures.get(column);
              if (figure != null) {
                found.add(figure);
              }
            });
    return found.isEmpty() ? "-" : Statistic.of(found).text(column.equals(CORRELATION) ? 2 : 1);
  }
}
