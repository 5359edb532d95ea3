package org.longtail.pipelines.page;

import java.util.Locale;

/** The texts of a results file, in which an absent text is empty, and of the page. */
final class Text {

  private Text() {}

  /** The text on one line, as a cell of a table needs it. */
  static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /**
   * The same for a text that must be there.
   *
   * @throws IllegalArgumentException if it is not
   */
  static String required(String key, String text) {
    String line = line(text);
    if (line.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "key '%s' is missing; give it a text", key));
    }
    return line;
  }

  /** The text as a cell of a Markdown table. */
  static String cell(String text) {
    return line(text).replace("|", "\\|");
  }
}
