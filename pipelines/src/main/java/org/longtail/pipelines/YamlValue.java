package org.longtail.pipelines;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML value that knows its line. */
sealed interface YamlValue {

  /** Line of the file, from 1. */
  int line();

  /** What it is, in words. */
  String words();

  /**
   * A text, number, truth value or nothing.
   *
   * @param text as it stands in the file
   * @param value what YAML makes of it: String, Integer, Long, BigInteger, Double, Boolean or null
   */
  record Scalar(int line, String text, @Nullable Object value) implements YamlValue {
    @Override
    public String words() {
      return value == null ? "nothing" : String.format(Locale.ROOT, "'%s'", text);
    }
  }

  /** A list. */
  record Sequence(int line, List<YamlValue> elements) implements YamlValue {
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public String words() {
      return "a list";
    }
  }

  /** A map; the keys are in the order of the file. */
  record Mapping(int line, Map<String, Entry> entries) implements YamlValue {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static Mapping empty(int line) {
      return new Mapping(line, Map.of());
    }

    @Override
    public String words() {
      return "a map";
    }
  }

  /** A value of a map with the line of its key. */
  record Entry(int line, YamlValue value) {}

  /** Whether this is YAML's null. */
  default boolean isNothing() {
    return this instanceof Scalar scalar && scalar.value() == null;
  }
}
