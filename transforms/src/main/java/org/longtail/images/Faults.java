package org.longtail.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with a data set: the first few faults by name, the others by number. */
final class Faults {

  private static final int NAMED = 5;

  private final List<String> named = new ArrayList<>();
  private int count;

  /** Takes in a fault. */
  void add(String fault) {
    if (count < NAMED) {
      named.add(fault);
    }
    count++;
  }

  /**
   * Ends with what was found, if anything was.
   *
   * @param where is put before the faults
   * @param fix is put after them
   * @throws IllegalArgumentException if there is a fault
   */
  void check(String where, String fix) {
    if (count > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s%s%s; %s",
              where,
              String.join("; ", named),
              count > NAMED ? String.format(Locale.ROOT, "; and %d more", count - NAMED) : "",
              fix));
    }
  }
}
