package org.longtail.schemas.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a lease has expired. This machine's clock may be wrong, so it can only raise the
 * suspicion; so can a lease that does not change for as long as it takes. What decides is the
 * server's clock, which dates the lease and an object that is written to ask for the time.
 */
final class LeaseWatch {

  static final String CLOCK = "building/clock-";

  private final GcsBucket bucket;
  private final GcsSettings settings;
  private @Nullable GcsObject seen;
  private long since;

  LeaseWatch(GcsBucket bucket, GcsSettings settings) {
    this.bucket = bucket;
    this.settings = settings;
  }

  boolean expired(GcsObject lease) {
    if (seen == null || seen.generation() != lease.generation()) {
      seen = lease;
      since = System.nanoTime();
    }
    return suspicious(lease) && !expiry(lease).isAfter(serverNow());
  }

  private boolean suspicious(GcsObject lease) {
    Duration unchanged = Duration.ofNanos(System.nanoTime() - since);
    return unchanged.compareTo(settings.expiry()) >= 0 || !expiry(lease).isAfter(Instant.now());
  }

  private Instant expiry(GcsObject lease) {
    return lease.created().plus(settings.expiry());
  }

  private Instant serverNow() {
    GcsObject question =
        bucket
            .put(CLOCK + UUID.randomUUID(), new byte[0], GcsBucket.JSON, Map.of(), GcsBucket.ABSENT)
            .orElseThrow(() -> new AssertionError("a new name is taken already"));
    bucket.delete(question);
    return question.created();
  }
}
