package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.gcs.GcsServer;

@Timeout(60) // somebody waits for a turn that never comes
class GcsLeaseTest {

  private static final String LEASE = "building/GroupSampling/one.lock";
  private static final Duration EXPIRY = GcsObjects.QUICK.expiry();

  private final Path cache;
  private GcsServer server;
  private GcsObjects objects;

  GcsLeaseTest(@TempDir Path cache) {
    this.cache = cache;
  }

  @BeforeEach
  void start() {
    server = GcsServer.start();
    objects = GcsObjects.on(server, cache);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aTurnIsAnObjectWhileItLasts() {
    try (GcsLease lease = acquire()) {
      assertThat(lease.renew()).isTrue();
      assertThat(objects.names()).containsExactly(LEASE);
    }
    assertThat(objects.names()).isEmpty();
  }

  @Test
  void theObjectTellsAPersonWhoHasTheTurn() {
    try (GcsLease lease = acquire()) {
      assertThat(lease.closed()).isFalse();
      assertThat(objects.content(LEASE))
          .contains("\"process\" : " + ProcessHandle.current().pid())
          .contains("\"host\"");
    }
  }

  @Test
  void aTurnThatAnotherProcessHasIsNotTaken() {
    objects.overwrite(LEASE, "another's");

    assertThat(GcsLease.tryAcquire(objects.bucket(), LEASE, objects.settings())).isEmpty();
    assertThat(objects.content(LEASE)).isEqualTo("another's");
  }

  @Test
  void aTurnThatWasNotRenewedIsTakenOver() {
    serverTimeIs(Instant.now().minus(EXPIRY).minusSeconds(1));
    objects.overwrite(LEASE, "a dead process's");
    server.setClock(Clock.systemUTC());

    try (GcsLease lease = acquire()) {
      assertThat(lease.renew()).isTrue();
      assertThat(objects.names()).containsExactly(LEASE);
    }
  }

  @Test
  void theServersClockDecidesAndNotThisMachines() {
    serverTimeIs(Instant.now().minus(Duration.ofDays(1)));
    objects.overwrite(LEASE, "another's");

    assertThat(GcsLease.tryAcquire(objects.bucket(), LEASE, objects.settings())).isEmpty();
    assertThat(objects.names()).containsExactly(LEASE);
  }

  @Test
  void aTurnIsRenewedWhileItLasts() {
    GcsObjects quick = GcsObjects.on(server, cache, renewedEvery(Duration.ofMillis(5)));
    GcsBucket bucket = quick.bucket();

    try (GcsLease lease = GcsLease.acquire(bucket, LEASE, quick.settings())) {
      assertThat(lease.closed()).isFalse();
      long first = generation(bucket);
      while (generation(bucket) < first + 3) {
        Thread.onSpinWait();
      }
    }
    assertThat(quick.names()).isEmpty();
  }

  private static long generation(GcsBucket bucket) {
    return bucket.find(LEASE).orElseThrow().generation();
  }

  @Test
  void aTurnThatWasTakenOverIsLost() {
    try (GcsLease lease = acquire()) {
      objects.overwrite(LEASE, "another's");

      assertThat(lease.renew()).isFalse();
      assertThat(lease.renew()).isFalse();
    }
    assertThat(objects.content(LEASE)).isEqualTo("another's");
  }

  @Test
  void aTurnWhoseObjectIsGoneIsLost() {
    try (GcsLease lease = acquire()) {
      objects.delete(LEASE);

      assertThat(lease.renew()).isFalse();
    }
    assertThat(objects.names()).isEmpty();
  }

  @Test
  void aTurnThatWasGivenBackIsNotRenewed() {
    GcsLease lease = acquire();
    lease.close();

    assertThat(lease.renew()).isFalse();
    assertThat(objects.names()).isEmpty();
  }

  private GcsLease acquire() {
    return GcsLease.acquire(objects.bucket(), LEASE, objects.settings());
  }

  private void serverTimeIs(Instant instant) {
    server.setClock(Clock.fixed(instant, ZoneOffset.UTC));
  }

  private static GcsSettings renewedEvery(Duration renewal) {
    GcsSettings quick = GcsObjects.QUICK;
    return new GcsSettings(
        quick.connectTimeout(),
        quick.readTimeout(),
        quick.firstRetry(),
        quick.patience(),
        quick.retries(),
        quick.chunkBytes(),
        renewal,
        quick.expiry(),
        quick.flush());
  }
}
