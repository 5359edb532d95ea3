package org.longtail.runners;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.plan.Reason;
import org.longtail.pipelines.report.EnvironmentChange;
import org.longtail.pipelines.report.RunComparison;
import org.longtail.pipelines.report.Statistic;

/**
 * What tells two runs apart, for a person or a program.
 *
 * @param first name of the first run
 * @param second name of the second run
 */
record ComparisonReport(String first, String second, RunComparison comparison) {

  private static final double DIGITS = 1e6;

  /** The report for a person. */
  String text() {
    List<String> text = new ArrayList<>();
    names(
        "Variants that only %s has, which are not compared",
        first, comparison.variantsOnlyFirst(), text);
    names(
        "Variants that only %s has, which are not compared",
        second, comparison.variantsOnlySecond(), text);
    settings(text);
    names("Steps that only %s has", first, labels(shared(comparison.onlyFirst())), text);
    names("Steps that only %s has", second, labels(shared(comparison.onlySecond())), text);
    names(
        "Steps that the store has lost, so that they were not compared",
        "",
        labels(comparison.lost()),
        text);
    environment(text);
    results(text);
    return String.join(System.lineSeparator(), text);
  }

  private void settings(List<String> text) {
    TextTable settings = TextTable.of("step", "field", first, second);
    Map<List<Object>, List<String>> labels = new LinkedHashMap<>();
    for (RunComparison.StepChange step : comparison.steps()) {
      // What differs alike in every variant is told once.
      labels
          .computeIfAbsent(
              List.of(step.place().step(), step.settings(), step.versions()),
              any -> new ArrayList<>())
          .add(label(step.place()));
    }
    for (RunComparison.StepChange step : comparison.steps()) {
      List<String> alike =
          labels.remove(List.of(step.place().step(), step.settings(), step.versions()));
      if (alike == null) {
        continue;
      }
      for (String label :
          alike.size() == comparison.variants() ? List.of(step.place().step()) : alike) {
        if (!step.versions().isEmpty()) {
          settings.row(label, "version", step.versions().get(0), step.versions().get(1));
        }
        for (Reason.Setting setting : step.settings()) {
          settings.row(label, setting.field(), text(setting.before()), text(setting.now()));
        }
      }
    }
    if (!settings.isEmpty()) {
      text.add("Settings that differ");
      text.add(settings.text());
    } else if (comparison.sameSettings()) {
      text.add("The settings are the same.");
    } else if (comparison.variants() > 0) {
      text.add("The settings of the steps that both have are the same.");
    }
  }

  private void environment(List<String> text) {
    TextTable environment = TextTable.of("", first, second);
    for (EnvironmentChange change : comparison.environment()) {
      environment.row(
          change.name().replace('_', ' '),
          String.join("; ", change.first()),
          String.join("; ", change.second()));
    }
    if (!environment.isEmpty()) {
      text.add("Computed on places that differ, so that bits may");
      text.add(environment.text());
    }
  }

  private void results(List<String> text) {
    if (comparison.resultsLost()) {
      text.add("The store has lost results, so that they were not compared.");
    }
    if (!comparison.results().isEmpty()) {
      text.add("Top-1 accuracy in percent, where it differs");
      text.add(accuracies());
    }
    if (!comparison.overSeeds().isEmpty()) {
      text.add("Top-1 accuracy in percent over seeds, mean ± standard deviation, where it differs");
      text.add(overSeeds());
    }
    if (comparison.sameResults()) {
      text.add("The results are the same.");
    } else if (!comparison.outputs().isEmpty()) {
      names("Steps whose outputs differ", "", labels(comparison.outputs()), text);
    } else if (comparison.alikeWhereCompared()) {
      text.add("The results of the steps that both have are the same.");
    }
  }

  /** Steps of variants that both have: those of others are told by their variant. */
  private List<RunComparison.Place> shared(List<RunComparison.Place> places) {
    return places.stream()
        .filter(place -> !comparison.variantsOnlyFirst().contains(place.variant()))
        .filter(place -> !comparison.variantsOnlySecond().contains(place.variant()))
        .toList();
  }

  private static List<String> labels(List<RunComparison.Place> places) {
    return places.stream().map(ComparisonReport::label).toList();
  }

  private static String label(RunComparison.Place place) {
    return place.variant().isEmpty()
        ? place.step()
        : ProgressConsole.label(place.step(), place.variant());
  }

  private static void names(String heading, String run, List<String> names, List<String> text) {
    if (!names.isEmpty()) {
      text.add(String.format(Locale.ROOT, heading, run) + ": " + String.join(", ", names));
    }
  }

  private String accuracies() {
    TextTable table = TextTable.of("model", "group").numbers(first, second, "difference");
    for (RunComparison.ResultChange change : comparison.results()) {
      table.row(
          comparison.variants() > 1
              ? String.format(Locale.ROOT, "%s [%s]", change.model(), change.variant())
              : change.model(),
          change.group(),
          text(change.first(), "%.1f"),
          text(change.second(), "%.1f"),
          text(difference(change), "%+.1f"));
    }
    return table.text();
  }

  private String overSeeds() {
    TextTable table = TextTable.of("model", "group").numbers(first, second, "difference");
    for (RunComparison.SeedsChange change : comparison.overSeeds()) {
      table.row(
          String.format(Locale.ROOT, "%s [%s]", change.model(), change.setting()),
          change.group(),
          change.first().map(Statistic::toString).orElse("-"),
          change.second().map(Statistic::toString).orElse("-"),
          text(difference(mean(change.first()), mean(change.second())), "%+.1f"));
    }
    return table.text();
  }

  private static OptionalDouble mean(Optional<Statistic> statistic) {
    return statistic.map(each -> OptionalDouble.of(each.mean())).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble difference(RunComparison.ResultChange change) {
    return difference(change.first(), change.second());
  }

  private static OptionalDouble difference(OptionalDouble first, OptionalDouble second) {
    return first.isPresent() && second.isPresent()
        ? OptionalDouble.of(second.getAsDouble() - first.getAsDouble())
        : OptionalDouble.empty();
  }

  private static String text(OptionalDouble number, String format) {
    return number.isPresent() ? String.format(Locale.ROOT, format, number.getAsDouble()) : "-";
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "-" : value.isTextual() ? value.asText() : value.toString();
  }

  /** The report for a program that reads it. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("first", first);
    json.put("second", second);
    json.put("same_settings", comparison.sameSettings());
    json.put("same_results", comparison.sameResults());
    json.put("variants_only_first", comparison.variantsOnlyFirst());
    json.put("variants_only_second", comparison.variantsOnlySecond());
    json.put("steps", comparison.steps().stream().map(ComparisonReport::json).toList());
    json.put("only_first", labels(comparison.onlyFirst()));
    json.put("only_second", labels(comparison.onlySecond()));
    json.put("lost", labels(comparison.lost()));
    json.put("environment", comparison.environment());
    json.put("outputs", labels(comparison.outputs()));
    json.put("results_lost", comparison.resultsLost());
    json.put("results", comparison.results().stream().map(ComparisonReport::json).toList());
    json.put("over_seeds", comparison.overSeeds().stream().map(ComparisonReport::json).toList());
    return json;
  }

  private static Map<String, Object> json(RunComparison.StepChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", label(change.place()));
    json.put("settings", change.settings());
    json.put("versions", change.versions());
    json.put("code", change.code());
    return json;
  }

  private static Map<String, Object> json(RunComparison.SeedsChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("setting", change.setting());
    json.put("model", change.model());
    json.put("group", change.group());
    change.first().ifPresent(statistic -> json.put("first", json(statistic)));
    change.second().ifPresent(statistic -> json.put("second", json(statistic)));
    return json;
  }

  private static Map<String, Double> json(Statistic statistic) {
    return Map.of("mean", rounded(statistic.mean()), "sd", rounded(statistic.deviation()));
  }

  private static Map<String, Object> json(RunComparison.ResultChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("variant", change.variant());
    json.put("model", change.model());
    json.put("group", change.group());
    change.first().ifPresent(percent -> json.put("first", rounded(percent)));
    change.second().ifPresent(percent -> json.put("second", rounded(percent)));
    difference(change).ifPresent(percent -> json.put("difference", rounded(percent)));
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
