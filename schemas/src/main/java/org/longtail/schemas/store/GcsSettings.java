package org.longtail.schemas.store;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Times and sizes of a store in a bucket.
 *
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may make no progress
 * @param firstRetry pause before a request is tried again; it doubles from try to try
 * @param patience how long one request may take with all its tries
 * @param retries how often a download goes on after an interruption
 * @param chunkBytes larger files are uploaded in parts of this size, of which only the last is sent
 *     again if the connection breaks; a multiple of 256 KiB
 * @param renewal how often a lease is renewed
 * @param expiry how long after its last renewal a lease may be taken over
 * @param flush how long events of progress wait for more of them
 */
record GcsSettings(
    Duration connectTimeout,
    Duration readTimeout,
    Duration firstRetry,
    Duration patience,
    int retries,
    int chunkBytes,
    Duration renewal,
    Duration expiry,
    Duration flush) {

  /** Sets the patience, in seconds. */
  static final String PATIENCE = "LONGTAIL_BUCKET_PATIENCE";

  private static final int LEAST_CHUNK = 256 << 10;
  private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

  GcsSettings {
    if (chunkBytes < LEAST_CHUNK || chunkBytes % LEAST_CHUNK != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "chunks of %d bytes: must be a multiple of %d",
              chunkBytes,
              LEAST_CHUNK));
    }
    if (expiry.compareTo(renewal.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "leases expire after %s: must be at least twice the renewal's %s",
              expiry,
              renewal));
    }
  }

  /**
   * What suits Google Cloud Storage, which takes about one write a second to one object, with the
   * patience that the environment names, or two minutes.
   *
   * @throws IllegalArgumentException if that is not a whole number of seconds from 1 on
   */
  static GcsSettings of(Map<String, String> environment) {
    @Nullable String given = environment.get(PATIENCE);
    if (given == null || given.isBlank()) {
      return standard(DEFAULT_PATIENCE);
    }
    if (!given.strip().matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is '%s': must be a whole number of seconds, 1 or more, such as %d",
              PATIENCE,
              given,
              DEFAULT_PATIENCE.toSeconds()));
    }
    return standard(Duration.ofSeconds(Integer.parseInt(given.strip())));
  }

  /** What is so if the environment names nothing. */
  static GcsSettings standard() {
    return standard(DEFAULT_PATIENCE);
  }

  private static GcsSettings standard(Duration patience) {
    return new GcsSettings(
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        patience,
        10,
        16 << 20,
        Duration.ofSeconds(30),
        Duration.ofMinutes(3),
        Duration.ofSeconds(1));
  }
}
