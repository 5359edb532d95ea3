package org.longtail.runners;

import java.util.Locale;

/** Sizes for a person. */
final class Bytes {

  private static final int STEP = 1000;
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private Bytes() {}

  /** Such as {@code 12 bytes}, {@code 4.2 kB} or {@code 1.3 GB}, by powers of 1000. */
  static String text(long bytes) {
    if (bytes < STEP) {
      return bytes + " bytes";
    }
    double value = bytes;
    int unit = -1;
    while (value >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
