package org.longtail.pipelines.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

  private static final String SEED = "seed";
  private static final String ALL_SEEDS = "all seeds";
  private static final String STEP = "/";

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
    Map<String, Map<String, VariantResults>> settings = new LinkedHashMap<>();
    results
        .variants()
        .forEach(
            (key, result) -> {
              String variant = variantOf(key, variables);
              if (variables.getOrDefault(variant, Map.of()).containsKey(SEED)) {
                String name = settingOf(variant, variables) + key.substring(variant.length());
                settings.computeIfAbsent(name, any -> new LinkedHashMap<>()).put(variant, result);
              }
            });
    return settings.entrySet().stream()
        .filter(setting -> setting.getValue().size() > 1)
        .map(setting -> of(setting.getKey(), setting.getValue()))
        .toList();
  }

  /** The variant that a result is of: a pipeline with several evaluations adds the step's name. */
  private static String variantOf(String key, Map<String, Map<String, String>> variables) {
    return variables.keySet().stream()
        .filter(variant -> key.equals(variant) || key.startsWith(variant + STEP))
        .findFirst()
        .orElse(key);
  }

  /** The name of a variant without its seed, of those variables that vary. */
  private static String settingOf(String variant, Map<String, Map<String, String>> variables) {
    Map<String, String> own = variables.getOrDefault(variant, Map.of());
    String name =
        own.entrySet().stream()
            .filter(variable -> !variable.getKey().equals(SEED))
            .filter(
                variable ->
                    variables.values().stream()
                        .anyMatch(
                            other -> !variable.getValue().equals(other.get(variable.getKey()))))
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .collect(Collectors.joining(","));
    return name.isEmpty() ? ALL_SEEDS : name;
  }

  private static OverSeeds of(String name, Map<String, VariantResults> bySeed) {
    Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();
    bySeed
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
    return new OverSeeds(name, List.copyOf(bySeed.keySet()), accuracy);
  }
}
