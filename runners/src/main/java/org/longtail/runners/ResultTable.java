package org.longtail.runners;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.longtail.pipelines.report.Accuracies;
import org.longtail.pipelines.report.Balances;
import org.longtail.pipelines.report.OverSeeds;
import org.longtail.pipelines.report.RunResults;
import org.longtail.pipelines.report.Statistic;
import org.longtail.pipelines.report.VariantResults;

/** The results of one variant as tables for a person. */
final class ResultTable {

  private ResultTable() {}

  /** Every table of a run. */
  static List<String> all(RunResults results, List<OverSeeds> overSeeds) {
    List<String> tables = new ArrayList<>();
    results.variants().forEach((variant, of) -> tables.add(of(variant, of)));
    results.balances().forEach((variant, models) -> tables.add(ofBalance(variant, models)));
    overSeeds.forEach(setting -> tables.add(of(setting)));
    return tables;
  }

  /** Top-1 accuracy by model and class group, in percent, and mean lambda by group and stage. */
  static String of(String variant, VariantResults results) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "Top-1 accuracy in percent, variant %s%n", variant));
    text.append(accuracies(results)).append(System.lineSeparator());
    if (!results.lambda().isEmpty()) {
      text.append("Mean lambda by group and stage").append(System.lineSeparator());
      text.append(lambda(results.lambda())).append(System.lineSeparator());
    }
    return text.toString();
  }

  /** Top-1 accuracy in percent over several seeds. */
  static String of(OverSeeds setting) {
    Set<String> subsets = new LinkedHashSet<>();
    setting.accuracy().values().forEach(groups -> subsets.addAll(groups.keySet()));
    List<String[]> rows = new ArrayList<>();
    setting
        .accuracy()
        .forEach(
            (model, groups) -> {
              List<String> cells = new ArrayList<>(List.of(model));
              for (String subset : subsets) {
                Statistic statistic = groups.get(subset);
                cells.add(statistic == null ? "-" : statistic.toString());
              }
              rows.add(cells.toArray(String[]::new));
            });
    return String.format(
        Locale.ROOT,
        "Top-1 accuracy in percent, %s: mean ± standard deviation over %d seeds%n%s%n",
        setting.name(),
        setting.variants().size(),
        table("model", subsets, rows));
  }

  /** Share of the importance by model and class group, and its correlation to accuracy. */
  static String ofBalance(String variant, Map<String, Balances.OfModel> models) {
    Set<String> groups = new LinkedHashSet<>();
    models.values().forEach(model -> groups.addAll(model.share().keySet()));
    List<String> columns = new ArrayList<>(groups);
    columns.add("correlation to accuracy");
    List<String[]> rows = new ArrayList<>();
    models.forEach(
        (name, model) -> {
          List<String> cells = new ArrayList<>(List.of(name));
          for (String group : groups) {
            Double share = model.share().get(group);
            cells.add(share == null ? "-" : String.format(Locale.ROOT, "%.1f", 100 * share));
          }
          cells.add(
              Double.isNaN(model.correlation())
                  ? "undefined"
                  : String.format(Locale.ROOT, "%.2f", model.correlation()));
          rows.add(cells.toArray(String[]::new));
        });
    return String.format(
        Locale.ROOT,
        "Importance of the parameters by group, share in percent, variant %s%n%s%n",
        variant,
        table("model", columns, rows));
  }

  private static String accuracies(VariantResults results) {
    Set<String> subsets = new LinkedHashSet<>();
    results.byModel().values().forEach(model -> subsets.addAll(model.percent().keySet()));
    List<String[]> rows = new ArrayList<>();
    results.byModel().forEach((name, model) -> rows.add(row(name, model, subsets)));
    return table("model", subsets, rows);
  }

  private static String[] row(String name, Accuracies accuracies, Set<String> subsets) {
    List<String> cells = new ArrayList<>();
    cells.add(name);
    for (String subset : subsets) {
      OptionalDouble percent = accuracies.on(subset);
      cells.add(
          percent.isPresent() ? String.format(Locale.ROOT, "%.1f", percent.getAsDouble()) : "-");
    }
    return cells.toArray(String[]::new);
  }

  private static String lambda(Map<String, List<Double>> lambda) {
    int stages = lambda.values().stream().mapToInt(List::size).max().orElse(0);
    List<String[]> rows = new ArrayList<>();
    lambda.forEach(
        (group, weights) -> {
          List<String> cells = new ArrayList<>();
          cells.add(group);
          weights.forEach(weight -> cells.add(String.format(Locale.ROOT, "%.3f", weight)));
          rows.add(cells.toArray(String[]::new));
        });
    return table(
        "group",
        IntStream.rangeClosed(1, stages).mapToObj(stage -> "stage " + stage).toList(),
        rows);
  }

  private static String table(String first, Iterable<String> others, List<String[]> rows) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column().header(first).dataAlign(HorizontalAlign.LEFT));
    others.forEach(name -> columns.add(new Column().header(name).dataAlign(HorizontalAlign.RIGHT)));

    return AsciiTable.getTable(
        AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
        columns.toArray(Column[]::new),
        rows.toArray(String[][]::new));
  }
}
