package org.longtail.transforms.balance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.longtail.schemas.arrow.BalanceFile.Balance;
import org.longtail.schemas.arrow.EvaluationFile;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.schemas.arrow.EvaluationFile.Score;
import org.longtail.schemas.arrow.SamplingFile;

/**
 * The importance of one model's parameters by class, group and in all, beside its accuracy.
 *
 * @param classes the classes, by index
 * @param evaluation how accurate the models are
 */
record BalanceTable(List<SamplingFile.Row> classes, EvaluationFile evaluation) {

  private record Entry(Scope scope, String subset, double importance, double accuracy) {}

  /**
   * The rows of a model.
   *
   * @param importance mean importance of its parameters to each class, {@code [classes]}
   * @throws IllegalArgumentException if the model was not evaluated
   */
  List<Balance> of(String model, double[] importance) {
    requireScored(model);
    List<Entry> groups =
        groups().entrySet().stream()
            .map(group -> entry(model, Scope.GROUP, group.getKey(), group.getValue(), importance))
            .toList();
    List<Entry> each =
        classes.stream()
            .map(row -> entry(model, Scope.CLASS, row.label(), List.of(row), importance))
            .toList();
    Entry all = entry(model, Scope.ALL, EvaluationFile.ALL, classes, importance);
    double overGroups = correlation(groups);
    double overClasses = correlation(each);
    List<Balance> rows = new ArrayList<>();
    for (List<Entry> scope : List.of(List.of(all), groups, each)) {
      double sum = scope.stream().mapToDouble(Entry::importance).sum();
      for (Entry entry : scope) {
        rows.add(
            new Balance(
                model,
                entry.scope(),
                entry.subset(),
                entry.importance(),
                entry.importance() / sum,
                entry.accuracy(),
                overGroups,
                overClasses));
      }
    }
    return rows;
  }

  private void requireScored(String model) {
    List<String> models = evaluation.scores().stream().map(Score::model).distinct().toList();
    if (!models.contains(model)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input 'evaluation' has no model '%s', it has %s; evaluate that model's predictions too, or name another in field 'model'",
              model,
              models));
    }
  }

  /** The groups with their classes, from that with the largest class down. */
  private Map<String, List<SamplingFile.Row>> groups() {
    Map<String, List<SamplingFile.Row>> groups = new LinkedHashMap<>();
    classes.stream()
        .sorted(Comparator.comparingLong(SamplingFile.Row::count).reversed())
        .forEach(row -> groups.computeIfAbsent(row.group(), any -> new ArrayList<>()).add(row));
    return groups;
  }

  private Entry entry(
      String model,
      Scope scope,
      String subset,
      List<SamplingFile.Row> members,
      double[] importance) {
    double mean =
        members.stream().mapToDouble(row -> importance[row.index()]).average().orElseThrow();
    double accuracy =
        evaluation.scores().stream()
            .filter(
                score ->
                    score.model().equals(model)
                        && score.scope() == scope
                        && score.subset().equals(subset))
            .mapToDouble(Score::accuracy)
            .findFirst()
            .orElse(Double.NaN);
    return new Entry(scope, subset, mean, accuracy);
  }

  /**
   * Pearson correlation of importance with accuracy; NaN where one does not vary or is not there.
   */
  private static double correlation(List<Entry> entries) {
    double[] importance = entries.stream().mapToDouble(Entry::importance).toArray();
    double[] accuracy = entries.stream().mapToDouble(Entry::accuracy).toArray();
    if (entries.size() < 2 || constant(importance) || constant(accuracy)) {
      return Double.NaN;
    }
    return new PearsonsCorrelation().correlation(importance, accuracy);
  }

  private static boolean constant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }
}
