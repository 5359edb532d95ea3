package org.longtail.pipelines.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.longtail.pipelines.report.Accuracies;
import org.longtail.pipelines.report.FinishedRun;
import org.longtail.pipelines.report.Statistic;
import org.longtail.pipelines.report.VariantResults;

/**
 * What a row of the page found.
 *
 * @param row as the file asks for it
 * @param bySeed its accuracies by seed
 */
record RowResults(ResultsRow row, Map<String, Accuracies> bySeed) {

  RowResults {
    bySeed = Collections.unmodifiableMap(new LinkedHashMap<>(bySeed));
  }

  /**
   * A row of a run.
   *
   * @throws IllegalArgumentException if the run has no such setting or model
   */
  static RowResults of(ResultsRow row, FinishedRun run) {
    Map<String, VariantResults> setting = run.results().get(row.setting());
    if (setting == null) {
      throw missing(row, "setting", row.setting(), run.results().keySet());
    }
    Map<String, Accuracies> bySeed = new LinkedHashMap<>();
    setting.forEach(
        (seed, results) -> {
          Accuracies accuracies = results.byModel().get(row.model());
          if (accuracies == null) {
            throw missing(row, "model", row.model(), results.byModel().keySet());
          }
          bySeed.put(seed, accuracies);
        });
    return new RowResults(row, bySeed);
  }

  private static IllegalArgumentException missing(
      ResultsRow row, String what, String name, Set<String> known) {
    return new IllegalArgumentException(
        "row '%s': run '%s' has no %s '%s' with a seed; it has %s"
            .formatted(
                row.label(),
                row.run(),
                what,
                name,
                known.isEmpty() ? "none" : String.join(", ", known)));
  }

  /** Accuracy for one seed on a class group, in percent. */
  double percent(String seed, String group) {
    Accuracies accuracies = bySeed.getOrDefault(seed, new Accuracies(Map.of()));
    return accuracies
        .on(group)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "row '%s': seed %s was not scored on '%s', but on %s"
                        .formatted(
                            row.label(),
                            seed,
                            group,
                            String.join(", ", accuracies.percent().keySet()))));
  }

  /** The class groups that were scored, and {@code all}. */
  Set<String> groups() {
    Set<String> groups = new LinkedHashSet<>();
    bySeed.values().forEach(accuracies -> groups.addAll(accuracies.percent().keySet()));
    return groups;
  }

  /** Mean ± standard deviation over the seeds on a group; a dash if it was not scored. */
  String cell(String group) {
    List<Double> percents = new ArrayList<>();
    bySeed.values().forEach(accuracies -> accuracies.on(group).ifPresent(percents::add));
    return percents.isEmpty() ? "-" : Statistic.of(percents).toString();
  }
}
