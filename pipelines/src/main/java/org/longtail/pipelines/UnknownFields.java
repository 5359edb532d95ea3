package org.longtail.pipelines;

import java.util.Collection;

/** Tells of fields in a step's configuration that its type has not. */
final class UnknownFields {

  private UnknownFields() {}

  /**
   * Reports them.
   *
   * @param known names of the fields that there are
   */
  static void report(StepSpec step, Collection<String> known, Faults faults) {
    step.config()
        .entries()
        .forEach(
            (name, entry) -> {
              if (!known.contains(name)) {
                faults.add(
                    entry.line(),
                    step.name(),
                    "unknown field '%s'".formatted(name),
                    known.isEmpty()
                        ? "%s has no fields".formatted(step.type())
                        : NearestName.fix(name, known, "fields of %s:".formatted(step.type())));
              }
            });
  }
}
