package org.longtail.pipelines.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a run: each is made of the variants that differ in nothing but their seed.
 *
 * @param variables the value of each variable, by variant
 */
record Settings(Map<String, Map<String, String>> variables) {

  private static final String SEED = "seed";
  private static final String ALL_SEEDS = "all seeds";
  private static final String STEP = "/";

  /**
   * Things of variants, by setting and then by variant; those of a variant without a seed are left
   * out. A setting is named as its variants without the seed, such as {@code rho_m=0.7}, or {@code
   * all seeds} where nothing else varies.
   *
   * @param things by variant, or by {@code variant/step}: the step then stays in the setting's name
   */
  <T> Map<String, Map<String, T>> of(Map<String, T> things) {
    Map<String, Map<String, T>> settings = new LinkedHashMap<>();
    things.forEach(
        (key, thing) -> {
          String variant = variantOf(key);
          if (variables.getOrDefault(variant, Map.of()).containsKey(SEED)) {
            String name = nameOf(variant) + key.substring(variant.length());
            settings.computeIfAbsent(name, any -> new LinkedHashMap<>()).put(variant, thing);
          }
        });
    return settings;
  }

  /** The same by setting and then by seed. */
  <T> Map<String, Map<String, T>> bySeed(Map<String, T> things) {
    Map<String, Map<String, T>> settings = new LinkedHashMap<>();
    of(things)
        .forEach(
            (setting, byVariant) -> {
              Map<String, T> seeds = new LinkedHashMap<>();
              byVariant.forEach((variant, thing) -> seeds.put(seedOf(variant), thing));
              settings.put(setting, seeds);
            });
    return settings;
  }

  private String seedOf(String variant) {
    return variables.getOrDefault(variant, Map.of()).getOrDefault(SEED, "");
  }

  /** The variant that a result is of: a pipeline with several evaluations adds the step's name. */
  String variantOf(String key) {
    // A value may be a path, so that one variant's name begins with another's and a slash.
    return variables.keySet().stream()
        .filter(variant -> key.equals(variant) || key.startsWith(variant + STEP))
        .max(Comparator.comparingInt(String::length))
        .orElse(key);
  }

  /** The name of a variant without its seed, of those variables that vary. */
  private String nameOf(String variant) {
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
}
