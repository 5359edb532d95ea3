package org.longtail.pipelines.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a collection of artifact rows will hold, as far as it can be told before anything runs.
 *
 * @param byVariant the rows of each variant that there will be for sure
 * @param others a row that there may be for any other variant; where a transform that is no step
 *     gives the collection
 */
record Forecast(Map<String, List<Expected>> byVariant, Optional<Expected> others) {

  static final Forecast NOTHING = new Forecast(Map.of(), Optional.empty());

  /** What a transform gives that is no step: nobody can tell. */
  static Forecast unknown(String transform) {
    return new Forecast(Map.of(), Optional.of(Expected.pending(transform, true)));
  }

  /** The rows of these variants alone. */
  Forecast only(Set<String> variants) {
    Map<String, List<Expected>> chosen = new LinkedHashMap<>();
    byVariant.forEach(
        (variant, rows) -> {
          if (variants.contains(variant)) {
            chosen.put(variant, rows);
          }
        });
    return new Forecast(chosen, others);
  }

  /** The rows of several collections. */
  static Forecast union(Collection<Forecast> forecasts) {
    Map<String, List<Expected>> all = new LinkedHashMap<>();
    forecasts.forEach(
        forecast ->
            forecast.byVariant.forEach(
                (variant, rows) ->
                    all.computeIfAbsent(variant, any -> new ArrayList<>()).addAll(rows)));
    return new Forecast(
        all, forecasts.stream().flatMap(forecast -> forecast.others.stream()).findFirst());
  }

  /** The rows of a variant. */
  List<Expected> of(String variant) {
    List<Expected> rows = new ArrayList<>(byVariant.getOrDefault(variant, List.of()));
    others.ifPresent(rows::add);
    return rows;
  }
}
