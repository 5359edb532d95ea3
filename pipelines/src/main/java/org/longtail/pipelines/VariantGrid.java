package org.longtail.pipelines;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.longtail.schemas.Artifact;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The experiment variants of a pipeline: every combination of the values of those variables that
 * have several. {@code seed=1,2} and {@code rho_m=0.7,0.8} make four, {@code seed=1,rho_m=0.7} and
 * so on.
 */
final class VariantGrid {

  /** Each variant is a pipeline of its own, and a step of every kind in one graph. */
  static final int MOST_VARIANTS = 1000;

  private final Map<String, List<String>> values;

  private VariantGrid(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * The variants for these variables.
   *
   * @param given values as text; several apart by commas, but for commas in brackets, braces and
   *     quotes: {@code 1,2} is two values, {@code [1,2]} one
   * @param listed values that the file lists; a given value goes before them
   */
  static VariantGrid of(Map<String, String> given, Map<String, List<String>> listed) {
    Map<String, List<String>> values = new LinkedHashMap<>(listed);
    given.forEach((name, text) -> values.put(name, split(text)));
    return new VariantGrid(values);
  }

  /**
   * Refuses one value in two spellings: their variants would be one experiment.
   *
   * @param what has the values, as in {@code variable}
   */
  void check(String what, Faults faults) {
    values.forEach(
        (name, several) -> {
          Map<Object, String> known = new HashMap<>();
          for (String value : several) {
            String other = known.putIfAbsent(Variables.meaning(value), value);
            if (other != null && !other.equals(value)) {
              faults.add(
                  0,
                  String.format(
                      Locale.ROOT,
                      "%s '%s' has one value twice: '%s' and '%s'",
                      what,
                      name,
                      other,
                      value),
                  "leave one of them out");
            }
          }
        });
  }

  /** Refuses more variants than anyone means, before they are made. */
  void checkSize(Faults faults) {
    long variants = 1;
    for (List<String> several : values.values()) {
      variants *= several.size();
      if (variants > MOST_VARIANTS) {
        faults.add(
            0,
            String.format(
                Locale.ROOT,
                "the values of variables %s make more than %d variants",
                values.keySet(),
                MOST_VARIANTS),
            "give fewer values, or run them in several runs");
        return;
      }
    }
  }

  /** The values of each variable, in the order in which variants are named by them. */
  Map<String, List<String>> values() {
    return values;
  }

  /** The value of each variable, by variant: {@code default} if none has several. */
  Map<String, Map<String, String>> variants() {
    List<Map<String, String>> combinations = new ArrayList<>();
    combinations.add(new LinkedHashMap<>());
    values.forEach(
        (name, several) -> {
          List<Map<String, String>> before = List.copyOf(combinations);
          combinations.clear();
          for (Map<String, String> combination : before) {
            for (String value : several) {
              Map<String, String> longer = new LinkedHashMap<>(combination);
              longer.put(name, value);
              combinations.add(longer);
            }
          }
        });
    Map<String, Map<String, String>> variants = new LinkedHashMap<>();
    combinations.forEach(combination -> variants.put(nameOf(combination), combination));
    return variants;
  }

  private String nameOf(Map<String, String> combination) {
    List<String> parts = new ArrayList<>();
    values.forEach(
        (name, several) -> {
          if (several.size() > 1) {
            parts.add(name + "=" + combination.get(name));
          }
        });
    return parts.isEmpty() ? Artifact.DEFAULT_VARIANT : String.join(",", parts);
  }

  /** YAML's own list syntax says which commas part values. */
  private static List<String> split(String text) {
    String list = "[" + text + "]";
    try {
      Node node =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(list));
      if (node instanceof SequenceNode sequence && sequence.getValue().size() > 1) {
        return sequence.getValue().stream()
            .map(
                value ->
                    list.substring(value.getStartMark().getIndex(), value.getEndMark().getIndex()))
            .map(String::strip)
            .distinct()
            .toList();
      }
    } catch (YAMLException e) {
      // No YAML, so one text.
    }
    return List.of(text);
  }
}
