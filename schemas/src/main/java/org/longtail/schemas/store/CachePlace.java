package org.longtail.schemas.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where files of a bucket are kept on this machine, and how much of them.
 *
 * @param folder made on first use
 * @param bytes what the kept files may come to
 */
record CachePlace(Path folder, long bytes) {

  static final String FOLDER = "LONGTAIL_CACHE_DIR";
  static final String BYTES = "LONGTAIL_CACHE_BYTES";

  private static final long DEFAULT_BYTES = 20L << 30;

  /**
   * The place that the environment names: {@code LONGTAIL_CACHE_DIR}, or {@code longtail} in the
   * user's cache folder as the XDG base directory specification has it; {@code
   * LONGTAIL_CACHE_BYTES}, or 20 GiB.
   *
   * @param home the user's home folder
   * @throws IllegalArgumentException if the number of bytes is none
   */
  static CachePlace of(Map<String, String> environment, Path home) {
    @Nullable String folder = environment.get(FOLDER);
    return new CachePlace(
        folder == null || folder.isBlank()
            ? userCache(environment, home).resolve("longtail")
            : Path.of(folder).toAbsolutePath().normalize(),
        bytes(environment.get(BYTES)));
  }

  private static Path userCache(Map<String, String> environment, Path home) {
    @Nullable String xdg = environment.get("XDG_CACHE_HOME");
    boolean valid = xdg != null && Path.of(xdg).isAbsolute(); // a relative one is to be ignored
    return valid ? Path.of(xdg) : home.resolve(".cache");
  }

  private static long bytes(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return DEFAULT_BYTES;
    }
    try {
      long bytes = Long.parseLong(given.strip());
      if (bytes >= 0) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      // told below, with what is allowed
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s is '%s': must be a number of bytes, 0 or more, such as %d",
            BYTES,
            given,
            DEFAULT_BYTES));
  }
}
