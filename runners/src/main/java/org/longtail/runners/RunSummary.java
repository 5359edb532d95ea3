package org.longtail.runners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.report.Accuracies;
import org.longtail.pipelines.report.RunResults;
import org.longtail.pipelines.report.VariantResults;
import org.longtail.schemas.store.StoreException;

/**
 * A run in a line.
 *
 * @param run its name
 * @param status how it is
 * @param interrupted whether it failed because somebody interrupted it
 * @param file the pipeline file
 * @param replays the run that it replays, absent if it replays none
 * @param started ISO 8601 instant
 * @param seconds from start to end; absent while it runs
 * @param steps how many steps finished
 * @param cached how many of them were taken from the store
 * @param variants number of variants
 * @param model the model whose accuracy is told, absent if there is none
 * @param accuracy its least and greatest top-1 accuracy over all classes of any variant, in percent
 */
@JsonPropertyOrder({
  "run",
  "status",
  "interrupted",
  "file",
  "replays",
  "started",
  "seconds",
  "steps",
  "cached",
  "variants",
  "model",
  "accuracy"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunSummary(
    String run,
    RunStatus status,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean interrupted,
    String file,
    @Nullable String replays,
    String started,
    @Nullable Double seconds,
    int steps,
    int cached,
    int variants,
    @Nullable String model,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> accuracy) {

  private static final String ALL = "all";

  /** The models of which the first that a run has heads its results. */
  private static final List<String> HEADLINES = List.of("instance", "group", "average");

  private static final double DIGITS = 1e6;

  static RunSummary of(StoredRun stored) {
    RunRecord record = stored.record();
    List<FinishedStep> steps = stored.ledger().steps();
    Map<String, VariantResults> results = results(stored);
    Optional<String> model = headline(results);
    return new RunSummary(
        record.run(),
        record.status(),
        record.wasInterrupted(),
        record.file(),
        Optional.ofNullable(record.replay()).map(ReplayRecord::run).orElse(null),
        record.started(),
        seconds(record),
        steps.size(),
        (int) steps.stream().filter(FinishedStep::cached).count(),
        record.variants().size(),
        model.orElse(null),
        model.map(name -> range(results, name)).orElse(List.of()));
  }

  /** Results that the store has lost are no results of the run any more. */
  private static Map<String, VariantResults> results(StoredRun stored) {
    try {
      return RunResults.of(stored.ledger().finished(), stored.store()).variants();
    } catch (StoreException e) {
      return Map.of();
    }
  }

  private static @Nullable Double seconds(RunRecord record) {
    String ended = record.ended();
    return ended == null
        ? null
        : Duration.between(Instant.parse(record.started()), Instant.parse(ended)).toMillis() / 1e3;
  }

  private static Optional<String> headline(Map<String, VariantResults> results) {
    List<String> models =
        results.values().stream()
            .flatMap(variant -> variant.byModel().keySet().stream())
            .distinct()
            .toList();
    return HEADLINES.stream()
        .filter(models::contains)
        .findFirst()
        .or(() -> models.stream().reduce((first, second) -> second));
  }

  private static List<Double> range(Map<String, VariantResults> results, String model) {
    double[] percents =
        results.values().stream()
            .map(variant -> variant.byModel().getOrDefault(model, new Accuracies(Map.of())))
            .flatMapToDouble(accuracies -> accuracies.on(ALL).stream())
            .map(percent -> Math.round(percent * DIGITS) / DIGITS)
            .sorted()
            .toArray();
    return percents.length == 0 ? List.of() : List.of(percents[0], percents[percents.length - 1]);
  }

  /** How the run is, in a word for a person. */
  String word() {
    return interrupted ? RunRecord.INTERRUPTED : status.word();
  }

  /** The accuracy in words, such as {@code instance 74.4} or {@code instance 73.1 to 75.0}. */
  String headline() {
    if (accuracy.isEmpty()) {
      return "-";
    }
    double least = accuracy.get(0);
    double greatest = accuracy.get(1);
    return least == greatest
        ? String.format(Locale.ROOT, "%s %.1f", model, least)
        : String.format(Locale.ROOT, "%s %.1f to %.1f", model, least, greatest);
  }
}
