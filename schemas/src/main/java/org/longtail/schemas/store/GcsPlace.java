package org.longtail.schemas.store;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in Google Cloud Storage a store is.
 *
 * @param bucket the bucket's name
 * @param prefix what the names of the store's objects begin with: empty, or with a slash at its end
 */
record GcsPlace(String bucket, String prefix) {

  static final String SCHEME = "gs://";

  private static final Pattern URI =
      Pattern.compile("gs://([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:/((?:[^/\\p{Cntrl}]+/?)*))?");

  /**
   * The place that a URI names.
   *
   * @throws IllegalArgumentException if it is not {@code gs://bucket} or {@code gs://bucket/prefix}
   */
  static GcsPlace of(String uri) {
    Matcher parts = URI.matcher(uri);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "store '%s': must be gs://bucket or gs://bucket/prefix; a bucket's name has lower-case",
                  uri)
              + " letters, digits, dots, dashes and underscores, and the prefix no empty part");
    }
    String prefix = parts.group(2) == null ? "" : parts.group(2);
    return new GcsPlace(
        parts.group(1), prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
  }

  /** An object of the store as a person names it. */
  String uri(String name) {
    return SCHEME + bucket + "/" + prefix + name;
  }
}
