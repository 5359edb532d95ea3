package org.longtail.runners;

import java.util.Locale;
import org.longtail.schemas.runs.RunEvent;

/** What became of a forced step that was in the store. */
final class RecomputedText {

  private RecomputedText() {}

  static String of(RunEvent.Recomputed event) {
    String label = ProgressConsole.label(event.step(), event.variant());
    return event.differing().isEmpty()
        ? String.format(
            Locale.ROOT,
            "%s: computed again, it came out the same; the store is left as it is",
            label)
        : String.format(
            Locale.ROOT,
            "WARNING: %s is not deterministic: %s came out different; the earlier outputs are kept in %s, the store has the new ones",
            label,
            String.join(", ", event.differing()),
            event.aside());
  }
}
