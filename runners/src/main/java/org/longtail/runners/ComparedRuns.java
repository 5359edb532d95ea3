package org.longtail.runners;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.longtail.pipelines.report.RunComparison;
import org.longtail.schemas.store.Manifest;

/** Puts two runs side by side. */
final class ComparedRuns {

  private ComparedRuns() {}

  static RunComparison of(RunDetails first, RunDetails second) {
    return RunComparison.of(side(first), side(second));
  }

  private static RunComparison.Side side(RunDetails run) {
    Map<String, Map<String, String>> variables = new LinkedHashMap<>(run.record().variants());
    Map<String, Map<String, Optional<Manifest>>> steps = new LinkedHashMap<>();
    for (RunDetails.Step step : run.steps()) {
      variables.putIfAbsent(step.finished().variant(), Map.of());
      steps
          .computeIfAbsent(step.finished().variant(), any -> new LinkedHashMap<>())
          .put(step.finished().name(), step.manifest());
    }
    return new RunComparison.Side(
        variables, steps, run.resultsLost() ? Optional.empty() : Optional.of(run.results()));
  }
}
