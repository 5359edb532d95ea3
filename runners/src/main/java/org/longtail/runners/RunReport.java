package org.longtail.runners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.report.Accuracies;
import org.longtail.pipelines.report.Balances;
import org.longtail.pipelines.report.OverSeeds;
import org.longtail.pipelines.report.Requirement;
import org.longtail.pipelines.report.RunResults;
import org.longtail.pipelines.report.Statistic;
import org.longtail.pipelines.report.VariantResults;
import org.longtail.schemas.Artifact;

/**
 * A run for a program that reads it.
 *
 * @param run the run's name
 * @param status {@code done} or {@code failed}
 * @param store the artifact store
 * @param steps the finished steps
 * @param results by variant; accuracies in percent
 * @param overSeeds mean and standard deviation of accuracies in percent over seeds, by setting;
 *     absent if there are no several seeds
 * @param requirements how each came out, for every setting; absent if there are none
 * @param error why the run failed, absent if it did not
 */
@JsonPropertyOrder({
  "run",
  "status",
  "store",
  "steps",
  "results",
  "over_seeds",
  "requirements",
  "error"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunReport(
    String run,
    RunStatus status,
    String store,
    List<Map<String, Object>> steps,
    Map<String, Map<String, Object>> results,
    @JsonProperty("over_seeds") @Nullable Map<String, Map<String, Object>> overSeeds,
    @Nullable List<Map<String, Object>> requirements,
    @Nullable String error) {

  private static final double DIGITS = 1e6;

  /** The report of a run that has ended. */
  static RunReport of(PipelineRun.Outcome outcome, List<Requirement.Outcome> requirements) {
    RunRecord record = outcome.record();
    return new RunReport(
        record.run(),
        record.status(),
        record.store(),
        outcome.steps().stream().map(RunReport::step).toList(),
        results(outcome.results()),
        outcome.overSeeds().isEmpty() ? null : overSeeds(outcome.overSeeds()),
        requirements.isEmpty() ? null : requirements.stream().map(RunReport::requirement).toList(),
        record.error());
  }

  /** Results by variant, accuracies in percent. */
  static Map<String, Map<String, Object>> results(RunResults results) {
    Map<String, Map<String, Object>> variants = new LinkedHashMap<>();
    results.variants().forEach((name, variant) -> variants.put(name, variant(variant)));
    results
        .balances()
        .forEach(
            (name, models) ->
                variants
                    .computeIfAbsent(name, any -> new LinkedHashMap<>())
                    .put("balance", balance(models)));
    return variants;
  }

  private static Map<String, Object> requirement(Requirement.Outcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("requirement", outcome.requirement().text());
    json.put("setting", outcome.setting());
    json.put("met", outcome.met());
    json.put("finding", outcome.finding());
    return json;
  }

  private static Map<String, Map<String, Object>> overSeeds(List<OverSeeds> settings) {
    Map<String, Map<String, Object>> json = new LinkedHashMap<>();
    for (OverSeeds setting : settings) {
      Map<String, Object> models = new LinkedHashMap<>();
      models.put("variants", setting.variants());
      setting.accuracy().forEach((model, groups) -> models.put(model, statistics(groups)));
      json.put(setting.name(), models);
    }
    return json;
  }

  private static Map<String, Map<String, Double>> statistics(Map<String, Statistic> groups) {
    Map<String, Map<String, Double>> json = new LinkedHashMap<>();
    groups.forEach(
        (group, statistic) -> {
          Map<String, Double> values = new LinkedHashMap<>();
          values.put("mean", rounded(statistic.mean()));
          values.put("sd", rounded(statistic.deviation()));
          json.put(group, values);
        });
    return json;
  }

  /** The report as one line of JSON. */
  String toJson() {
    return JsonLine.of(this);
  }

  /** A finished step. */
  static Map<String, Object> step(FinishedStep step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", step.name());
    if (!step.variant().equals(Artifact.DEFAULT_VARIANT)) {
      json.put("variant", step.variant());
    }
    json.put("type", step.type());
    json.put("key", step.key());
    json.put("cached", step.cached());
    json.put("seconds", rounded(step.seconds()));
    return json;
  }

  private static Map<String, Object> variant(VariantResults results) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Map<String, Object>> subModels = new ArrayList<>();
    for (VariantResults.SubModel model : results.subModels()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("stage", model.stage());
      entry.putAll(percent(model.accuracies()));
      subModels.add(entry);
    }
    json.put("submodels", subModels);
    results.joined().forEach((name, accuracies) -> json.put(name, percent(accuracies)));
    if (!results.lambda().isEmpty()) {
      Map<String, List<Double>> lambda = new LinkedHashMap<>();
      results
          .lambda()
          .forEach(
              (group, weights) ->
                  lambda.put(group, weights.stream().map(RunReport::rounded).toList()));
      json.put("lambda", lambda);
    }
    return json;
  }

  private static Map<String, Object> balance(Map<String, Balances.OfModel> models) {
    Map<String, Object> json = new LinkedHashMap<>();
    models.forEach(
        (name, model) -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("importance", model.importance());
          entry.put("share", model.share());
          if (!Double.isNaN(model.correlation())) { // JSON has no word for it
            entry.put("correlation", rounded(model.correlation()));
          }
          if (!Double.isNaN(model.classCorrelation())) {
            entry.put("class_correlation", rounded(model.classCorrelation()));
          }
          json.put(name, entry);
        });
    return json;
  }

  private static Map<String, Double> percent(Accuracies accuracies) {
    Map<String, Double> rounded = new LinkedHashMap<>();
    accuracies.percent().forEach((subset, percent) -> rounded.put(subset, rounded(percent)));
    return rounded;
  }

  /** Without the last digits, which only show how binary fractions are. */
  private static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
