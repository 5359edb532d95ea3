package org.longtail.runners;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.plan.Reason;
import org.longtail.pipelines.report.RunComparison;

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
    TextTable settings = TextTable.of("step", "field", first, second);
    for (RunComparison.StepChange step : comparison.steps()) {
      if (!step.versions().isEmpty()) {
        settings.row(step.step(), "version", step.versions().get(0), step.versions().get(1));
      }
      for (Reason.Setting setting : step.settings()) {
        settings.row(step.step(), setting.field(), text(setting.before()), text(setting.now()));
      }
    }
    text.add(settings.isEmpty() ? "The settings are the same." : "Settings that differ");
    if (!settings.isEmpty()) {
      text.add(settings.text());
    }
    names(
        String.format(Locale.ROOT, "Steps that only %s has", first), comparison.onlyFirst(), text);
    names(
        String.format(Locale.ROOT, "Steps that only %s has", second),
        comparison.onlySecond(),
        text);
    names("Steps that the store has lost, so that they were not compared", comparison.lost(), text);
    if (comparison.results().isEmpty()) {
      text.add("The results are the same.");
    } else {
      text.add("Top-1 accuracy in percent, where it differs");
      text.add(results());
    }
    return String.join(System.lineSeparator(), text);
  }

  private static void names(String heading, List<String> names, List<String> text) {
    if (!names.isEmpty()) {
      text.add(String.format(Locale.ROOT, "%s: %s", heading, String.join(", ", names)));
    }
  }

  private String results() {
    boolean variants =
        comparison.results().stream().map(RunComparison.ResultChange::variant).distinct().count()
            > 1;
    TextTable table = TextTable.of("model", "group").numbers(first, second, "difference");
    for (RunComparison.ResultChange change : comparison.results()) {
      table.row(
          variants
              ? String.format(Locale.ROOT, "%s [%s]", change.model(), change.variant())
              : change.model(),
          change.group(),
          text(change.first(), "%.1f"),
          text(change.second(), "%.1f"),
          text(difference(change), "%+.1f"));
    }
    return table.text();
  }

  private static OptionalDouble difference(RunComparison.ResultChange change) {
    return change.first().isPresent() && change.second().isPresent()
        ? OptionalDouble.of(change.second().getAsDouble() - change.first().getAsDouble())
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
    json.put("steps", comparison.steps());
    json.put("only_first", comparison.onlyFirst());
    json.put("only_second", comparison.onlySecond());
    json.put("lost", comparison.lost());
    json.put("results", comparison.results().stream().map(ComparisonReport::json).toList());
    return json;
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
