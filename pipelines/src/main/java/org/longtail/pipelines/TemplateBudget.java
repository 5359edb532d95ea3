package org.longtail.pipelines;

import com.hubspot.jinjava.objects.SafeString;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template may still do. Loops in loops and lists of lists grow faster than a file does, so
 * every value that an expression reads or gives is counted; and none may be other than plain.
 */
final class TemplateBudget {

  /** Values that a template may read and give, a hundred characters of text as one. */
  static final long STEPS = 1_000_000;

  private static final int TEXT = 100;
  private static final int DEPTH = 50;

  private long left = STEPS;

  /** Counts a value that was read, without what is inside it. */
  void read(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      spend(1 + text.length() / TEXT);
    } else if (value instanceof Collection<?> list) {
      spend(1 + list.size());
    } else {
      spend(value instanceof Map<?, ?> map ? 1 + map.size() : 1);
    }
  }

  /** Counts what an expression gave, with all that is inside it. */
  void given(String expression, @Nullable Object value) {
    spend(expression.length() / TEXT);
    given(value, 0);
  }

  private void given(@Nullable Object value, int depth) {
    if (depth > DEPTH) {
      throw new TemplateRefusal(
          String.format(Locale.ROOT, "a list or map is nested more than %d deep", DEPTH),
          "make it flatter");
    }
    if (value instanceof Collection<?> list) {
      spend(1);
      list.forEach(element -> given(element, depth + 1));
    } else if (value instanceof Map<?, ?> map) {
      spend(1);
      map.forEach(
          (key, element) -> {
            given(key, depth + 1);
            given(element, depth + 1);
          });
    } else if (isPlain(value)) {
      read(value);
    } else {
      throw new TemplateRefusal(
          "an expression gives something that is no text, number, truth value, list or map",
          "of 'loop' take index, index0, revindex, revindex0, first, last or length");
    }
  }

  private static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof SafeString
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Undefined;
  }

  private void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new TemplateRefusal(
          String.format(
              Locale.ROOT, "the template takes more than %d steps: its loops are too long", STEPS),
          "write fewer or shorter loops");
    }
  }
}
