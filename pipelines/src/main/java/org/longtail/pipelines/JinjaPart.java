package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A part of a template that Jinja acts on.
 *
 * @param kind what it is
 * @param start its first character in the template, from 0
 * @param end the character behind it
 * @param line the line of its first character, from 1
 * @param text the part with its braces
 */
record JinjaPart(Kind kind, int start, int end, int line, String text) {

  /** A text in quotes, of either kind, within a part. */
  static final Pattern TEXT =
      Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"", Pattern.DOTALL);

  /** The kinds of parts, told by the second character. */
  enum Kind {
    EXPRESSION('{', "}}"),
    TAG('%', "%}"),
    COMMENT('#', "#}");

    private final char second;
    private final String close;

    Kind(char second, String close) {
      this.second = second;
      this.close = close;
    }
  }

  /** The parts of a template, in time that grows as its length does. */
  static List<JinjaPart> of(String template) {
    List<JinjaPart> parts = new ArrayList<>();
    Set<Kind> unclosed = EnumSet.noneOf(Kind.class);
    int line = 1;
    int i = 0;
    while (i < template.length()) {
      int end = end(template, i, unclosed);
      int next = Math.max(end, i + 1);
      if (end > i) {
        parts.add(
            new JinjaPart(kind(template.charAt(i + 1)), i, end, line, template.substring(i, end)));
      }
      for (; i < next; i++) {
        line += template.charAt(i) == '\n' ? 1 : 0;
      }
    }
    return parts;
  }

  /** Where the part ends that starts here; -1 if none does. */
  private static int end(String template, int start, Set<Kind> unclosed) {
    if (template.charAt(start) != '{' || start + 1 == template.length()) {
      return -1;
    }
    for (Kind kind : Kind.values()) {
      if (kind.second == template.charAt(start + 1) && !unclosed.contains(kind)) {
        int close = template.indexOf(kind.close, start + 2);
        if (close >= 0) {
          return close + kind.close.length();
        }
        unclosed.add(kind);
      }
    }
    return -1;
  }

  private static Kind kind(char second) {
    for (Kind kind : Kind.values()) {
      if (kind.second == second) {
        return kind;
      }
    }
    throw new AssertionError(second);
  }
}
