package org.longtail.pipelines;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Variables as given in text: {@code 3} is a number, {@code [1, 2]} a list. */
final class Variables {

  private Variables() {}

  /** The values for the template. */
  static Map<String, Object> parse(Map<String, String> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    given.forEach((name, text) -> values.put(name, value(text)));
    return values;
  }

  private static Object value(String text) {
    Object value;
    try {
      value = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    } catch (YAMLException e) {
      // Such as '@here': no YAML, so text.
      return text;
    }
    if (value instanceof String) {
      // Only quotes are taken away: an unquoted '#' is no comment here.
      return text.startsWith("'") || text.startsWith("\"") ? value : text;
    }
    // What is nothing or a date in YAML comes out of the template as it went in.
    return value instanceof Number
            || value instanceof Boolean
            || value instanceof List<?>
            || value instanceof Map<?, ?>
        ? value
        : text;
  }
}
