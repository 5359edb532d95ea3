package org.longtail.runners;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of runs, which are folder names. */
final class RunName {

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final int SUFFIXES = 1 << 16;

  private RunName() {}

  /**
   * A new name, such as {@code 20260131-101500-3f2a}: the time on the clock, for a person. Names do
   * not sort as runs do where the clock is put back.
   */
  static String next(Clock clock) {
    // Tells apart runs that begin in the same second; no draw of the method depends on it.
    int suffix = new SecureRandom().nextInt(SUFFIXES);
    return String.format(Locale.ROOT, "%s-%04x", SECOND.format(LocalDateTime.now(clock)), suffix);
  }

  /**
   * The same name, if a run may have it.
   *
   * @throws IllegalArgumentException if not
   */
  static String checked(String name) {
    if (!ALLOWED.matcher(name).matches()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "run '%s': a run's name is a folder's name; use ASCII letters, digits, '.', '_' and"
                  + " '-', beginning with a letter or a digit",
              name));
    }
    return name;
  }
}
