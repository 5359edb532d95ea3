package org.longtail.pipelines;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A checked step of a pipeline.
 *
 * @param name unique in the pipeline of any one variant
 * @param type such as {@code TrainStage}
 * @param line where the step starts in the file, from 1
 * @param configs by variant, the fields that the file gives, by name in snake case, as values of
 *     their Beam type
 * @param inputs the outputs that are flattened into each connected input, by name of the input
 */
public record StepNode(
    String name,
    String type,
    int line,
    Map<String, Map<String, Object>> configs,
    Map<String, List<Source>> inputs) {

  public StepNode {
    Map<String, Map<String, Object>> copies = new LinkedHashMap<>();
    configs.forEach(
        (variant, config) ->
            copies.put(variant, Collections.unmodifiableMap(new LinkedHashMap<>(config))));
    configs = Collections.unmodifiableMap(copies);
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** The variants that have this step. */
  public Set<String> variants() {
    return configs.keySet();
  }

  /**
   * The configuration of a variant.
   *
   * @throws IllegalArgumentException if the variant does not have this step
   */
  public Map<String, Object> config(String variant) {
    return Optional.ofNullable(configs.get(variant))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(Locale.ROOT, "variant '%s' has no step '%s'", variant, name)));
  }

  /** Whether the other is the same step but for variants: of one name, type and inputs. */
  boolean sameAs(StepNode other) {
    return name.equals(other.name) && type.equals(other.type) && inputs.equals(other.inputs);
  }

  /** Whether the other is the same for other variants. */
  boolean equalBut(StepNode other) {
    return sameAs(other)
        && List.copyOf(configs.values()).equals(List.copyOf(other.configs.values()));
  }

  /** This step with the other's variants too. */
  StepNode with(StepNode other) {
    Map<String, Map<String, Object>> both = new LinkedHashMap<>(configs);
    both.putAll(other.configs);
    return new StepNode(name, type, line, both, inputs);
  }

  /**
   * An output of a step.
   *
   * @param step name of the step
   * @param output name of the output
   */
  public record Source(String step, String output) {}
}
