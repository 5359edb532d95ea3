package org.longtail.runners;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.longtail.schemas.store.Manifest;

/** The details of a run for a person. */
final class RunDetailsText {

  private static final int KEY_DIGITS = 12;

  private RunDetailsText() {}

  static String of(RunDetails details) {
    RunRecord record = details.record();
    List<String> text = new ArrayList<>();
    text.add(
        String.format(Locale.ROOT, "Run %s of %s: %s", record.run(), record.file(), record.word()));
    ReplayRecord replay = record.replay();
    if (replay != null) {
      text.add("  " + replay.text());
    }
    if (!record.variables().isEmpty()) {
      text.add("  variables: " + words(record.variables()));
    }
    if (!record.force().isEmpty()) {
      text.add("  forced: " + String.join(", ", record.force()));
    }
    String ended = record.ended();
    text.add(
        String.format(
            Locale.ROOT,
            "  started %s%s, by longtail %s",
            record.started(),
            ended == null ? "" : ", ended " + ended,
            record.version()));
    record.reason().ifPresent(reason -> text.add("  " + reason));
    text.add(steps(details));
    for (RunDetails.Step step : details.steps()) {
      text.add(settings(step));
    }
    text.addAll(
        EnvironmentText.lines(details.steps().stream().flatMap(step -> step.manifest().stream())));
    details.recomputed().stream().map(RecomputedText::of).forEach(text::add);
    details
        .results()
        .variants()
        .forEach((variant, results) -> text.add(ResultTable.of(variant, results).stripTrailing()));
    details
        .results()
        .balances()
        .forEach(
            (variant, models) -> text.add(ResultTable.ofBalance(variant, models).stripTrailing()));
    return String.join(System.lineSeparator(), text);
  }

  private static String steps(RunDetails details) {
    TextTable table = TextTable.of("step", "type", "key").numbers("took").words("", "metrics");
    for (RunDetails.Step step : details.steps()) {
      FinishedStep finished = step.finished();
      table.row(
          ProgressConsole.label(finished.name(), finished.variant()),
          finished.type(),
          finished.key().substring(0, KEY_DIGITS),
          Seconds.text(finished.seconds()),
          finished.cached() ? "CACHED" : "computed",
          metrics(step.metrics()));
    }
    return table.text();
  }

  private static String settings(RunDetails.Step step) {
    String label = ProgressConsole.label(step.finished().name(), step.finished().variant());
    return step.manifest()
        .map(Manifest::config)
        .map(config -> String.format(Locale.ROOT, "%s: %s", label, words(config)))
        .orElse(String.format(Locale.ROOT, "%s: not in the store any more", label));
  }

  private static String metrics(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(metric -> String.format(Locale.ROOT, "%s %.4g", metric.getKey(), metric.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Such as {@code gamma=0.6, seed=1}. */
  static String words(Map<String, ?> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining(", "));
  }
}
