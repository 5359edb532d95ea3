package org.longtail.pipelines;

import java.util.Collection;
import java.util.Locale;

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
                    String.format(Locale.ROOT, "unknown field '%s'", name),
                    known.isEmpty()
                        ? String.format(Locale.ROOT, "%s has no fields", step.type())
                        : NearestName.fix(
                            name, known, String.format(Locale.ROOT, "fields of %s:", step.type())));
              }
            });
  }
}
