package org.longtail.pipelines.report;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The accuracies of a run, one figure for each setting, model and class group: where a setting ran
 * with several seeds, their mean.
 *
 * @param percent by setting, then by model, then by class group and {@code all}, in 0..100
 */
public record Figures(Map<String, Map<String, Map<String, Double>>> percent) {

  /** One figure: the accuracy of a model on a class group or on {@code all}. */
  public record Name(String model, String group) {

    /** The model that a name without one means: what test-time learning makes for each image. */
    public static final String DEFAULT_MODEL = "instance";

    /** The name in {@code model.group}, or in {@code group} alone. */
    static Name parse(String text) {
      int dot = text.lastIndexOf('.');
      return dot < 0
          ? new Name(DEFAULT_MODEL, text.strip())
          : new Name(text.substring(0, dot).strip(), text.substring(dot + 1).strip());
    }

    @Override
    public String toString() {
      return model + "." + group;
    }
  }

  public Figures {
    percent = Collections.unmodifiableMap(new LinkedHashMap<>(percent));
  }

  /**
   * The figures of a run.
   *
   * @param results by variant
   * @param variables the value of each variable, by variant
   */
  public static Figures of(RunResults results, Map<String, Map<String, String>> variables) {
    Map<String, Map<String, Map<String, Double>>> percent = new LinkedHashMap<>();
    Settings settings = new Settings(variables);
    Set<String> averaged = new HashSet<>();
    for (OverSeeds setting : OverSeeds.of(results, variables)) {
      percent.put(setting.name(), means(setting));
      averaged.addAll(setting.variants());
    }
    results
        .variants()
        .forEach(
            (name, variant) -> {
              if (!averaged.contains(settings.variantOf(name))) {
                percent.put(name, own(variant));
              }
            });
    return new Figures(percent);
  }

  private static Map<String, Map<String, Double>> means(OverSeeds setting) {
    Map<String, Map<String, Double>> models = new LinkedHashMap<>();
    setting
        .accuracy()
        .forEach(
            (model, groups) -> {
              Map<String, Double> means = new LinkedHashMap<>();
              groups.forEach((group, statistic) -> means.put(group, statistic.mean()));
              models.put(model, means);
            });
    return models;
  }

  private static Map<String, Map<String, Double>> own(VariantResults results) {
    Map<String, Map<String, Double>> models = new LinkedHashMap<>();
    results.byModel().forEach((model, accuracies) -> models.put(model, accuracies.percent()));
    return models;
  }

  /** The accuracy in percent, if it was scored. */
  public Optional<Double> at(String setting, Name name) {
    return Optional.ofNullable(
        percent
            .getOrDefault(setting, Map.of())
            .getOrDefault(name.model(), Map.of())
            .get(name.group()));
  }

  /** The only setting; empty, which no setting is named, if there are several or none. */
  String onlySetting() {
    return percent.size() == 1 ? percent.keySet().iterator().next() : "";
  }

  /** The names of the figures that a setting has, for a message. */
  String named(String setting) {
    Map<String, Map<String, Double>> models = percent.get(setting);
    if (models == null) {
      return String.format(Locale.ROOT, "its settings are %s", percent.keySet());
    }
    Set<String> groups = new LinkedHashSet<>();
    models.values().forEach(accuracies -> groups.addAll(accuracies.keySet()));
    return String.format(
        Locale.ROOT, "there are the models %s and the groups %s", models.keySet(), groups);
  }
}
