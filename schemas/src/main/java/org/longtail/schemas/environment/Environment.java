package org.longtail.schemas.environment;

import java.util.Map;
import java.util.TreeMap;

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
    values = new TreeMap<>(values);
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

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
