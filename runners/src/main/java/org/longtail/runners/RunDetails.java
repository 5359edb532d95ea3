package org.longtail.runners;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.longtail.pipelines.report.RunResults;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.DamagedStepException;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;
import org.longtail.schemas.store.StoreException;

/**
 * All that is known of a run.
 *
 * @param record its record
 * @param steps its finished steps
 * @param recomputed the forced steps that were in the store
 * @param results its results
 */
record RunDetails(
    RunRecord record, List<Step> steps, List<RunEvent.Recomputed> recomputed, RunResults results) {

  /**
   * A finished step.
   *
   * @param finished the step with its parts
   * @param metrics what it measured
   * @param manifest what it was made from, if the store still has it
   */
  record Step(FinishedStep finished, Map<String, Double> metrics, Optional<Manifest> manifest) {}

  static RunDetails of(StoredRun stored) {
    StepLedger ledger = stored.ledger();
    List<Step> steps = new ArrayList<>();
    List<RunEvent.Finished> events = ledger.finished();
    List<FinishedStep> finished = ledger.steps();
    for (int i = 0; i < events.size(); i++) {
      RunEvent.Finished event = events.get(i);
      steps.add(new Step(finished.get(i), event.summary(), manifest(event, stored)));
    }
    return new RunDetails(stored.record(), steps, ledger.recomputed(), results(events, stored));
  }

  private static Optional<Manifest> manifest(RunEvent.Finished event, StoredRun stored) {
    try {
      return stored.store().find(new StepKey(event.type(), event.key()));
    } catch (DamagedStepException e) {
      return Optional.empty();
    }
  }

  /** Results that the store has lost are no results of the run any more. */
  private static RunResults results(List<RunEvent.Finished> events, StoredRun stored) {
    try {
      return RunResults.of(events, stored.store());
    } catch (StoreException e) {
      return new RunResults(Map.of());
    }
  }

  /** Whether the run had results that the store has not any more. */
  boolean resultsLost() {
    return results.variants().isEmpty()
        && steps.stream().anyMatch(step -> RunResults.isEvaluation(step.finished().type()));
  }

  /** The details for a program that reads them. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("record", record);
    json.put("steps", steps.stream().map(RunDetails::json).toList());
    if (!recomputed.isEmpty()) {
      json.put("recomputed", recomputed);
    }
    json.put("results", RunReport.results(results));
    return json;
  }

  private static Map<String, Object> json(Step step) {
    Map<String, Object> json = RunReport.step(step.finished());
    json.put("metrics", step.metrics());
    step.manifest()
        .ifPresentOrElse(
            manifest -> {
              json.put("version", manifest.version());
              json.put("code", manifest.code());
              json.put("config", manifest.config());
              json.put("inputs", manifest.inputs());
              json.put("outputs", manifest.outputs());
              json.put("computed_in_seconds", manifest.seconds());
              json.put("environment", manifest.environment());
            },
            () -> json.put("gone", true));
    return json;
  }
}
