package org.longtail.pipelines.plan;

import java.util.List;
import java.util.Locale;

/** The steps that an input comes from, in words. */
final class Sources {

  private static final int NAMED = 3;

  private Sources() {}

  static String text(List<String> steps) {
    int last = steps.size() - 1;
    if (steps.size() > NAMED) {
      return String.format(Locale.ROOT, "%s and %d others", steps.get(0), last);
    }
    return steps.size() < 2
        ? String.join("", steps)
        : String.format(
            Locale.ROOT, "%s and %s", String.join(", ", steps.subList(0, last)), steps.get(last));
  }
}
