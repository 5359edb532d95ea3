package org.longtail.transforms.step;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a failure means, for a person. */
public final class FailureReason {

  private FailureReason() {}

  /**
   * Says why something failed: what the failure says itself, its first cause where that says more,
   * and what to do where memory ran out.
   */
  public static String of(Throwable thrown) {
    return outOfMemory(thrown).orElseGet(() -> withCause(thrown));
  }

  /** Says that memory ran out, and which, if that is why something failed. */
  public static Optional<String> outOfMemory(Throwable thrown) {
    return causes(thrown).flatMap(cause -> memory(cause).stream()).findFirst();
  }

  private static Optional<String> memory(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof OutOfMemoryError) {
      return Optional.of(
          String.format(
              Locale.ROOT, "out of memory (%s); give Java a larger heap, such as -Xmx4g", message));
    }
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("cuda out of memory")) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "out of memory of the GPU; choose a smaller batch_size (%s)",
              line(message)));
    }
    if (lower.contains("can't allocate memory")) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "out of memory outside of the heap; choose a smaller batch_size, or give the process more (%s)",
              line(message)));
    }
    return Optional.empty();
  }

  private static String withCause(Throwable thrown) {
    String own = text(thrown);
    String first =
        causes(thrown).reduce((outer, inner) -> inner).map(FailureReason::text).orElse(own);
    return own.contains(first) ? own : String.format(Locale.ROOT, "%s: %s", own, first);
  }

  /** The message of an I/O exception is often the file's name alone. */
  private static String text(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || thrown instanceof IOException ? thrown.toString() : message;
  }

  private static String line(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
  }
}
