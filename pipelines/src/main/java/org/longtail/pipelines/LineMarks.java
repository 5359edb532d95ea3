package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries line numbers through a template engine: loops and comments change the number of lines, so
 * each line of the template takes its own number along as a mark.
 *
 * <p>A mark is made of control characters that count as white space and that YAML forbids: the
 * template's white space control removes it with the blanks around it, and no valid file holds one.
 */
final class LineMarks {

  private static final char START = '\u001E';
  private static final char ZERO = '\u001C';
  private static final char ONE = '\u001D';
  private static final int BITS = 20;
  private static final Pattern MARK =
      Pattern.compile(String.format(Locale.ROOT, "%c([%c%c]{%d})", START, ZERO, ONE, BITS));

  private LineMarks() {}

  /** The template with a mark at the start of each line that is not inside an expression or tag. */
  static String mark(String template) {
    BitSet inside = new BitSet(template.length());
    JinjaPart.of(template).forEach(part -> inside.set(part.start() + 1, part.end()));
    StringBuilder marked = new StringBuilder(of(1));
    int line = 1;
    for (int i = 0; i < template.length(); i++) {
      marked.append(template.charAt(i));
      if (template.charAt(i) == '\n') {
        line++;
        if (!inside.get(i + 1)) {
          marked.append(of(line));
        }
      }
    }
    return marked.toString();
  }

  /** Takes the marks out again, and notes the line of the template for each line that is left. */
  static RenderedText read(String marked) {
    List<Integer> lines = new ArrayList<>();
    int last = 1;
    for (String line : marked.split("\n", -1)) {
      Matcher mark = MARK.matcher(line);
      boolean first = true;
      while (mark.find()) {
        last = number(mark.group(1));
        if (first) {
          lines.add(last);
          first = false;
        }
      }
      if (first) {
        lines.add(last);
      }
    }
    return new RenderedText(MARK.matcher(marked).replaceAll(""), lines);
  }

  private static String of(int line) {
    StringBuilder mark = new StringBuilder().append(START);
    for (int bit = BITS - 1; bit >= 0; bit--) {
      mark.append((line >> bit & 1) == 1 ? ONE : ZERO);
    }
    return mark.toString();
  }

  private static int number(String bits) {
    int number = 0;
    for (int i = 0; i < bits.length(); i++) {
      number = 2 * number + (bits.charAt(i) == ONE ? 1 : 0);
    }
    return number;
  }
}
