package org.longtail.pipelines;

import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Python's {@code range} for templates; the engine's own cuts long ones short. */
final class TemplateRange {

  static final int LONGEST = 10_000;

  private TemplateRange() {}

  /** The function for the engine. */
  static ELFunctionDefinition function() {
    try {
      Method method = TemplateRange.class.getMethod("of", Object[].class);
      // The engine is in another package.
      method.setAccessible(true);
      return new ELFunctionDefinition("", "range", method);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Whole numbers from a first one to one before the last.
   *
   * @param bounds the last, or the first and the last, and perhaps a step other than 0
   */
  public static List<Integer> of(Object... bounds) {
    if (bounds.length < 1 || bounds.length > 3) {
      throw new TemplateRefusal("range has " + bounds.length + " arguments", "give one to three");
    }
    long[] given = new long[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      if (!(bounds[i] instanceof Integer || bounds[i] instanceof Long)) {
        throw new TemplateRefusal("range has an argument that is no whole number", "give integers");
      }
      given[i] = ((Number) bounds[i]).longValue();
    }
    long from = given.length == 1 ? 0 : given[0];
    long to = given.length == 1 ? given[0] : given[1];
    long step = given.length == 3 ? given[2] : 1;
    if (step == 0) {
      throw new TemplateRefusal("range has step 0", "give another one");
    }
    List<Integer> numbers = new ArrayList<>();
    for (long n = from; step > 0 ? n < to : n > to; n += step) {
      if (n != (int) n) {
        throw new TemplateRefusal("range has the number " + n, "give smaller ones");
      }
      if (numbers.size() == LONGEST) {
        throw new TemplateRefusal(
            String.format(Locale.ROOT, "range gives more than %d numbers", LONGEST),
            "give a smaller one");
      }
      numbers.add((int) n);
    }
    return numbers;
  }
}
