package org.longtail.transforms.pruning;

import java.util.Locale;
import java.util.OptionalDouble;

/** The setting {@code gamma} of a configuration: a ratio, or {@code auto}. */
public final class Gamma {

  private static final String AUTO = "auto";

  private Gamma() {}

  /**
   * The ratio, or nothing for {@code auto}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static OptionalDouble parse(String text) {
    if (text.equals(AUTO)) {
      return OptionalDouble.empty();
    }
    try {
      double gamma = Double.parseDouble(text);
      if (gamma >= 0 && gamma < 1) {
        return OptionalDouble.of(gamma);
      }
    } catch (NumberFormatException e) {
      // The message below covers it.
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "field 'gamma': '%s' must be auto or a number at least 0 and below 1",
            text));
  }
}
