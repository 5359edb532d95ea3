package org.longtail.pipelines.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The accuracies in which two runs differ. */
final class ComparedResults {

  private ComparedResults() {}

  /** Those of each pair of variants. */
  static List<RunComparison.ResultChange> of(
      RunComparison.Side first, RunComparison.Side second, VariantPairs pairs) {
    List<RunComparison.ResultChange> changes = new ArrayList<>();
    for (VariantPairs.Pair pair : pairs.pairs()) {
      Map<String, VariantResults> before = ofVariant(first, pair.first());
      Map<String, VariantResults> now = ofVariant(second, pair.second());
      if (before.size() == 1 && now.size() == 1) {
        // One evaluation each: it does not matter what the step is called.
        compare(
            pair.name(),
            before.values().iterator().next(),
            now.values().iterator().next(),
            changes);
      } else {
        VariantResults none = new VariantResults(List.of(), Map.of(), Map.of());
        for (String step : union(before.keySet(), now.keySet())) {
          compare(
              pair.name() + step,
              before.getOrDefault(step, none),
              now.getOrDefault(step, none),
              changes);
        }
      }
    }
    return changes;
  }

  /** The results of a variant, by slash and name of the step where it has several. */
  private static Map<String, VariantResults> ofVariant(RunComparison.Side run, String variant) {
    Settings settings = new Settings(run.variables());
    Map<String, VariantResults> results = new LinkedHashMap<>();
    run.results()
        .map(RunResults::variants)
        .orElse(Map.of())
        .forEach(
            (key, result) -> {
              if (settings.variantOf(key).equals(variant)) {
                results.put(key.substring(variant.length()), result);
              }
            });
    return results;
  }

  private static void compare(
      String variant,
      VariantResults before,
      VariantResults now,
      List<RunComparison.ResultChange> changes) {
    Accuracies none = new Accuracies(Map.of());
    for (String model : union(before.byModel().keySet(), now.byModel().keySet())) {
      Accuracies was = before.byModel().getOrDefault(model, none);
      Accuracies is = now.byModel().getOrDefault(model, none);
      for (String group : union(was.percent().keySet(), is.percent().keySet())) {
        if (!was.on(group).equals(is.on(group))) {
          changes.add(
              new RunComparison.ResultChange(variant, model, group, was.on(group), is.on(group)));
        }
      }
    }
  }

  /** The means over seeds; where each run has a single setting, these, whatever their names. */
  static List<RunComparison.SeedsChange> overSeeds(
      RunComparison.Side first, RunComparison.Side second) {
    Map<String, OverSeeds> before = overSeeds(first);
    Map<String, OverSeeds> now = overSeeds(second);
    List<RunComparison.SeedsChange> changes = new ArrayList<>();
    if (before.size() == 1 && now.size() == 1) {
      OverSeeds is = now.values().iterator().next();
      compare(is.name(), before.values().iterator().next(), is, changes);
    } else {
      before.forEach(
          (name, was) -> {
            OverSeeds is = now.get(name);
            if (is != null) {
              compare(name, was, is, changes);
            }
          });
    }
    return changes;
  }

  private static Map<String, OverSeeds> overSeeds(RunComparison.Side run) {
    return run.results().stream()
        .flatMap(results -> OverSeeds.of(results, run.variables()).stream())
        .collect(
            Collectors.toMap(OverSeeds::name, setting -> setting, (a, b) -> a, LinkedHashMap::new));
  }

  private static void compare(
      String setting, OverSeeds before, OverSeeds now, List<RunComparison.SeedsChange> changes) {
    for (String model : union(before.accuracy().keySet(), now.accuracy().keySet())) {
      Map<String, Statistic> was = before.accuracy().getOrDefault(model, Map.of());
      Map<String, Statistic> is = now.accuracy().getOrDefault(model, Map.of());
      for (String group : union(was.keySet(), is.keySet())) {
        Optional<Statistic> one = Optional.ofNullable(was.get(group));
        Optional<Statistic> other = Optional.ofNullable(is.get(group));
        if (!one.equals(other)) {
          changes.add(new RunComparison.SeedsChange(setting, model, group, one, other));
        }
      }
    }
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> union = new LinkedHashSet<>(a);
    union.addAll(b);
    return union;
  }
}
