package org.longtail.runners;

import java.util.Locale;

/** Spans of time for a person. */
final class Seconds {

  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Seconds() {}

  /** Such as {@code 0.4 s}, {@code 42 s}, {@code 3 min 20 s} or {@code 2 h 5 min}. */
  static String text(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole + " s";
    }
    return whole < HOUR
        ? String.format(Locale.ROOT, "%d min %d s", whole / MINUTE, whole % MINUTE)
        : String.format(Locale.ROOT, "%d h %d min", whole / HOUR, whole % HOUR / MINUTE);
  }
}
