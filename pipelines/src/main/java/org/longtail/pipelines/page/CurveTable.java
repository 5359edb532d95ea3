package org.longtail.pipelines.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.longtail.pipelines.report.FinishedRun;
import org.longtail.pipelines.report.Statistic;
import org.longtail.schemas.arrow.SweepFile;

/** Accuracy against gamma as a table, with a column a setting and stage. */
final class CurveTable {

  private static final String CAPTION =
      "Accuracy on the selection images against gamma, mean ± standard deviation over seeds";

  private CurveTable() {}

  /** One column: its heading, and the sweep of each seed. */
  private record Column(String heading, Map<String, SweepFile> bySeed) {

    List<Double> at(double gamma) {
      return bySeed.values().stream()
          .flatMap(sweep -> sweep.points().stream())
          .filter(point -> point.gamma() == gamma)
          .map(point -> 100 * point.accuracy())
          .toList();
    }

    String chosen() {
      return bySeed.entrySet().stream()
          .flatMap(
              seed ->
                  seed.getValue().points().stream()
                      .filter(SweepFile.Point::chosen)
                      .map(point -> seed.getKey() + ": " + point.gamma()))
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * The curves of a run.
   *
   * @throws IllegalArgumentException if the run has no sweeps in a setting
   */
  static PageModel.Table of(Curves curves, FinishedRun run) {
    List<String> settings =
        curves.settings().isEmpty() ? List.copyOf(run.sweeps().keySet()) : curves.settings();
    List<Column> columns = new ArrayList<>();
    for (String setting : settings) {
      Map<String, List<SweepFile>> bySeed = run.sweeps().get(setting);
      if (bySeed == null) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "curves: run '%s' has no sweeps in setting '%s'; it has sweeps in %s",
                curves.run(),
                setting,
                String.join(", ", run.sweeps().keySet())));
      }
      columns.addAll(columns(setting, bySeed));
    }
    TreeSet<Double> gammas = new TreeSet<>();
    columns.stream()
        .flatMap(column -> column.bySeed().values().stream())
        .forEach(sweep -> sweep.points().forEach(point -> gammas.add(point.gamma())));
    List<List<String>> rows = new ArrayList<>();
    gammas.forEach(gamma -> rows.add(row(Double.toString(gamma), columns, at(gamma))));
    rows.add(row("chosen by seed", columns, Column::chosen));
    return new PageModel.Table(CAPTION, row("gamma", columns, Column::heading), rows);
  }

  private static List<Column> columns(String setting, Map<String, List<SweepFile>> bySeed) {
    Map<Integer, Column> stages = new TreeMap<>();
    bySeed.forEach(
        (seed, sweeps) -> {
          for (SweepFile sweep : sweeps) {
            int stage = sweep.provenance().stage();
            String heading =
                String.format(
                    Locale.ROOT, "%s, stage %d (%s)", setting, stage, sweep.provenance().group());
            Objects.requireNonNull(
                    stages.computeIfAbsent(
                        stage, any -> new Column(heading, new LinkedHashMap<>())))
                .bySeed()
                .put(seed, sweep);
          }
        });
    return List.copyOf(stages.values());
  }

  private static List<String> row(
      String first, List<Column> columns, Function<Column, String> cell) {
    return Stream.concat(Stream.of(first), columns.stream().map(cell)).toList();
  }

  private static Function<Column, String> at(double gamma) {
    return column -> {
      List<Double> percents = column.at(gamma);
      return percents.isEmpty() ? "-" : Statistic.of(percents).toString();
    };
  }
}
