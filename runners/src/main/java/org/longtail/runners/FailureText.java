package org.longtail.runners;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.StoreException;
import org.longtail.transforms.step.FailureReason;

/** Why a run failed, short enough for a console; the log has the rest. */
final class FailureText {

  private static final int LINES = 2;
  private static final int CHARACTERS = 600;

  private FailureText() {}

  /** The failed step and what it said. */
  static String of(RunEvent.Failed failed) {
    return String.format(Locale.ROOT, "step %s: %s", failed.step(), shortened(failed.message()));
  }

  /**
   * What the innermost cause said; a store, and what refuses a value, say themselves what their
   * causes mean.
   */
  static String of(Throwable thrown) {
    return FailureReason.outOfMemory(thrown).orElseGet(() -> innermost(thrown));
  }

  private static String innermost(Throwable thrown) {
    if (thrown instanceof IllegalArgumentException && thrown.getMessage() != null) {
      return shortened(thrown.getMessage());
    }
    Throwable root = thrown;
    for (Throwable cause = thrown; cause != null; cause = next(cause)) {
      root = cause;
      if (root instanceof StoreException) {
        break;
      }
    }
    String message = root.getMessage();
    // The message of an I/O exception is often the file's name alone.
    boolean said = message != null && !(root instanceof IOException);
    return shortened(said ? String.valueOf(message) : root.toString());
  }

  private static @Nullable Throwable next(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == thrown ? null : cause;
  }

  private static String shortened(String message) {
    String text =
        message
            .lines()
            .filter(line -> !line.isBlank())
            .limit(LINES)
            .collect(Collectors.joining("\n"));
    return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "...";
  }
}
