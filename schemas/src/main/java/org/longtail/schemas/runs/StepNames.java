package org.longtail.schemas.runs;

import java.util.Comparator;
import java.util.List;

/**
 * The names of a run's steps, to tell a step from its parts: a part is named {@code step/part}.
 *
 * @param order names of the steps, each after those that it needs
 */
public record StepNames(List<String> order) {

  private static final String PART = "/";

  public StepNames {
    order = List.copyOf(order);
  }

  /** The step that a name stands for a part of, or itself. */
  public String stepOf(String name) {
    if (order.contains(name)) {
      return name;
    }
    return order.stream()
        .filter(step -> name.startsWith(step + PART))
        .max(Comparator.comparingInt(String::length))
        .orElse(name);
  }

  /** Whether a name stands for a part of a step. */
  public boolean isPart(String name) {
    return !stepOf(name).equals(name);
  }

  /** A step's place in the order; unknown ones come last. */
  public int rank(String step) {
    int known = order.indexOf(step);
    return known < 0 ? order.size() : known;
  }
}
