package org.longtail.pipelines;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Variables as given in text: {@code 3} is a number, {@code [1, 2]} a list. */
final class Variables {

  private Variables() {}

  /** The values for the template. */
  static Map<String, Object> parse(Map<String, String> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    given.forEach((name, text) -> values.put(name, value(text)));
    return values;
  }

  /** What a value means, whatever its spelling: 0.70 and 7e-1 are one number, 1 and 1.0 too. */
  static Object meaning(String text) {
    Object value = value(text);
    String number = value instanceof String written ? written : value.toString();
    try {
      return value instanceof Number || value instanceof String
          ? new BigDecimal(number.strip()).stripTrailingZeros()
          : value;
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private static Object value(String text) {
    Optional<YamlValue> value = yaml(text);
    if (value.isEmpty()) {
      return text;
    }
    if (value.get() instanceof YamlValue.Scalar scalar) {
      if (scalar.value() instanceof String quoted) {
        // Only quotes are taken away: an unquoted '#' is no comment here.
        return text.startsWith("'") || text.startsWith("\"") ? quoted : text;
      }
      // What is nothing in YAML, or beyond all numbers, comes out of the template as it went in.
      Object plain = plain(scalar);
      return plain != null && isSmall(plain) ? plain : text;
    }
    Object plain = plain(value.get());
    return plain == null ? text : plain;
  }

  /** The text as YAML; nothing if it is none, such as '@here', or none that a file may have. */
  private static Optional<YamlValue> yaml(String text) {
    Faults faults = new Faults();
    try {
      Node node =
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
      return node == null ? Optional.empty() : Optional.of(YamlReader.read(node, faults));
    } catch (YAMLException e) {
      return Optional.empty();
    }
  }

  private static boolean isSmall(@Nullable Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean;
  }

  private static @Nullable Object plain(YamlValue value) {
    if (value instanceof YamlValue.Mapping mapping) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> map.put(key, plain(entry.value())));
      return map;
    }
    if (value instanceof YamlValue.Sequence list) {
      return list.elements().stream().<@Nullable Object>map(Variables::plain).toList();
    }
    YamlValue.Scalar scalar = (YamlValue.Scalar) value;
    return scalar.value() == null || isSmall(scalar.value()) ? scalar.value() : scalar.text();
  }
}
