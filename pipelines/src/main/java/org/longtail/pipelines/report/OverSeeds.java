package org.longtail.pipelines.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What variants that differ in nothing but their seed achieved together.
 *
 * @param name the variants' name without the seed, such as {@code rho_m=0.7}; {@code all seeds}
 *     where nothing else varies
 * @param variants the variants, at least two
 * @param accuracy by model and then by class group and {@code all}, in percent
 */
public record OverSeeds(
    String name, List<String> variants, Map<String, Map<String, Statistic>> accuracy) {

  public OverSeeds {
    variants = List.copyOf(variants);
    accuracy = Collections.unmodifiableMap(new LinkedHashMap<>(accuracy));
  }

  /**
   * The statistics of a run, for every setting that ran with several seeds.
   *
   * @param variables the value of each variable, by variant
   */
  public static List<OverSeeds> of(RunResults results, Map<String, Map<String, String>> variables) {
    return new Settings(variables)
        .of(results.variants()).entrySet().stream()
            .filter(setting -> setting.getValue().size() > 1)
            .map(setting -> of(setting.getKey(), setting.getValue()))
            .toList();
  }

  private static OverSeeds of(String name, Map<String, VariantResults> byVariant) {
    Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();
    byVariant
        .values()
        .forEach(
            results ->
                results
                    .byModel()
                    .forEach(
                        (model, accuracies) ->
                            accuracies
                                .percent()
                                .forEach(
                                    (group, percent) ->
                                        values
                                            .computeIfAbsent(model, any -> new LinkedHashMap<>())
                                            .computeIfAbsent(group, any -> new ArrayList<>())
                                            .add(percent))));
    Map<String, Map<String, Statistic>> accuracy = new LinkedHashMap<>();
    values.forEach(
        (model, groups) -> {
          Map<String, Statistic> statistics = new LinkedHashMap<>();
          groups.forEach((group, percents) -> statistics.put(group, Statistic.of(percents)));
          accuracy.put(model, statistics);
        });
    return new OverSeeds(name, List.copyOf(byVariant.keySet()), accuracy);
  }
}
