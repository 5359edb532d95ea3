package org.longtail.schemas.environment;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a step was computed on. Bits depend on it, and keys do not: two machines of different kinds
 * may give one step different digits.
 *
 * @param values by name, such as {@code processor}; those of the engine only where it ran
 */
public record Environment(Map<String, String> values) {

  /** The name and version of the engine that ran networks. */
  public static final String ENGINE = "engine";

  /** Where networks lived. */
  public static final String DEVICE = "device";

  /** How many threads the engine had on the processor. */
  public static final String THREADS = "threads";

  public Environment {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** This process, without an engine. */
  public static Environment ofProcess() {
    Processor processor = Processor.current();
    return new Environment(
        Map.of(
            "processor",
            processor.model(),
            "instruction_set",
            processor.instructionSet(),
            "operating_system",
            property("os.name") + " " + property("os.version"),
            "java",
            property("java.vm.name") + " " + property("java.vm.version")));
  }

  /** The same with one more value. */
  public Environment with(String name, String value) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    return new Environment(more);
  }

  /**
   * The kinds of place that steps were computed on. A step without an engine tells nothing new of
   * the place of one with it.
   *
   * @param environments of steps; empty ones, of old manifests, are passed over
   */
  public static List<Environment> distinct(Collection<Environment> environments) {
    Set<Environment> all = new LinkedHashSet<>(environments);
    return all.stream()
        .filter(environment -> !environment.values.isEmpty())
        .filter(
            environment ->
                all.stream()
                    .noneMatch(other -> !other.equals(environment) && other.covers(environment)))
        .toList();
  }

  private boolean covers(Environment other) {
    return values.entrySet().containsAll(other.values.entrySet());
  }

  /** For a person, such as {@code java: ..., processor: ...}. */
  public String text() {
    return values.entrySet().stream()
        .map(value -> value.getKey().replace('_', ' ') + ": " + value.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
