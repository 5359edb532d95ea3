package org.longtail.pipelines.plan;

import java.util.List;

/** The steps that an input comes from, in words. */
final class Sources {

  private static final int NAMED = 3;

  private Sources() {}

  static String text(List<String> steps) {
    int last = steps.size() - 1;
    if (steps.size() > NAMED) {
      return "%s and %d others".formatted(steps.get(0), last);
    }
    return steps.size() < 2
        ? String.join("", steps)
        : "%s and %s".formatted(String.join(", ", steps.subList(0, last)), steps.get(last));
  }
}
