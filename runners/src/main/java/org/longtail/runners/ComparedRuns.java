package org.longtail.runners;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.longtail.pipelines.report.RunComparison;
import org.longtail.schemas.store.Manifest;

/** Puts two runs side by side. */
final class ComparedRuns {

  private ComparedRuns() {}

  /** Compares two runs; of a single variant each, the variants' names do not matter. */
  static RunComparison of(RunDetails first, RunDetails second) {
    boolean single =
        first.record().variants().size() == 1 && second.record().variants().size() == 1;
    return RunComparison.of(side(first, single), side(second, single));
  }

  private static RunComparison.Side side(RunDetails run, boolean single) {
    Map<String, Optional<Manifest>> steps = new LinkedHashMap<>();
    for (RunDetails.Step step : run.steps()) {
      String name = step.finished().name();
      steps.put(
          single ? name : ProgressConsole.label(name, step.finished().variant()), step.manifest());
    }
    return new RunComparison.Side(steps, run.results().variants());
  }
}
