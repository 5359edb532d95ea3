package org.longtail.schemas.store;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file in a step's {@code progress} folder: {@code 00000012-<sha256>.arrow}. It tells
 * which is the newest, and whether its content is what was kept.
 *
 * @param number from 1; a later file has a larger one
 * @param sha256 digest of the content
 */
record ProgressName(int number, String sha256) {

  static final String FOLDER = "progress";
  static final Comparator<ProgressName> NEWEST_FIRST =
      Comparator.comparingInt(ProgressName::number).reversed();

  private static final Pattern NAME = Pattern.compile("([0-9]{8})-([0-9a-f]{64})\\.arrow");

  /** What a file's name tells, if it is such a name. */
  static Optional<ProgressName> of(String file) {
    Matcher name = NAME.matcher(file);
    return name.matches()
        ? Optional.of(new ProgressName(Integer.parseInt(name.group(1)), name.group(2)))
        : Optional.empty();
  }

  String file() {
    return String.format(Locale.ROOT, "%08d-%s.arrow", number, sha256);
  }
}
