package org.longtail.schemas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.longtail.schemas.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A turn that one process has at a time, kept as an object of a bucket. It is there while somebody
 * has the turn, and written anew again and again; one that has not been for some time, by the
 * server's own clock, belongs to a process that died, and may be taken over. Every write names the
 * generation that it replaces, so that only one of several who try comes through, and a holder who
 * was too slow notices that he is one no more.
 *
 * <p>Within this process the turn goes by a semaphore. When the process is ended by a signal, it
 * gives its leases back.
 */
final class GcsLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GcsLease.class);
  private static final ConcurrentMap<String, Semaphore> TURNS = new ConcurrentHashMap<>();
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final GcsBucket bucket;
  private final GcsSettings settings;
  private final byte[] holder;
  private final Semaphore turn;
  private final CountDownLatch end = new CountDownLatch(1);
  private GcsObject held;
  private boolean lost;

  private GcsLease(
      GcsBucket bucket, GcsSettings settings, byte[] holder, Semaphore turn, GcsObject held) {
    this.bucket = bucket;
    this.settings = settings;
    this.holder = holder.clone();
    this.turn = turn;
    this.held = held;
  }

  /**
   * Waits for the turn.
   *
   * @param name of the object
   */
  static GcsLease acquire(GcsBucket bucket, String name, GcsSettings settings) {
    Semaphore turn = turn(bucket, name);
    LeaseWatch watch = new LeaseWatch(bucket, settings);
    boolean acquired = false;
    try {
      turn.acquire();
      try {
        long pause = FIRST_PAUSE_MILLIS;
        Optional<GcsLease> lease = attempt(bucket, name, settings, turn, watch);
        while (lease.isEmpty()) {
          TimeUnit.MILLISECONDS.sleep(pause);
          pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
          lease = attempt(bucket, name, settings, turn, watch);
        }
        acquired = true;
        return lease.get();
      } finally {
        if (!acquired) {
          turn.release();
        }
      }
    } catch (InterruptedException e) {
      throw Cancellation.during("waiting for " + bucket.uri(name), e);
    }
  }

  /** Takes the turn if nobody has it. */
  static Optional<GcsLease> tryAcquire(GcsBucket bucket, String name, GcsSettings settings) {
    Semaphore turn = turn(bucket, name);
    if (!turn.tryAcquire()) {
      return Optional.empty();
    }
    Optional<GcsLease> lease = Optional.empty();
    try {
      lease = attempt(bucket, name, settings, turn, new LeaseWatch(bucket, settings));
      return lease;
    } finally {
      if (lease.isEmpty()) {
        turn.release();
      }
    }
  }

  private static Semaphore turn(GcsBucket bucket, String name) {
    return TURNS.computeIfAbsent(bucket.uri(name), any -> new Semaphore(1));
  }

  private static Optional<GcsLease> attempt(
      GcsBucket bucket, String name, GcsSettings settings, Semaphore turn, LeaseWatch watch) {
    byte[] holder = holder();
    Optional<GcsObject> held = put(bucket, name, holder, GcsBucket.ABSENT);
    if (held.isEmpty()) {
      held =
          bucket
              .find(name)
              .filter(watch::expired)
              .flatMap(dead -> put(bucket, name, holder, dead.generation()));
      held.ifPresent(taken -> LOG.warn("{}: taken over, its holder died", bucket.uri(name)));
    }
    return held.map(taken -> new GcsLease(bucket, settings, holder, turn, taken).kept());
  }

  private static Optional<GcsObject> put(
      GcsBucket bucket, String name, byte[] holder, long replaced) {
    return bucket.put(name, holder, GcsBucket.JSON, Map.of(), replaced);
  }

  /** For a person who looks at the object. */
  private static byte[] holder() {
    ProcessHandle.Info process = ProcessHandle.current().info();
    return Json.pretty(
            Map.of(
                "holder", UUID.randomUUID().toString(),
                "host", host(),
                "process", ProcessHandle.current().pid(),
                "user", process.user().orElse("")))
        .getBytes(UTF_8);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private GcsLease kept() {
    OpenLeases.add(this);
    Thread keeper = new Thread(this::keep, "lease-" + held.file());
    keeper.setDaemon(true);
    keeper.start();
    return this;
  }

  private void keep() {
    try {
      while (!end.await(settings.renewal().toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          renew();
        } catch (StoreException e) {
          LOG.warn("{}; tried again in {}", e.getMessage(), settings.renewal());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Renews the lease now.
   *
   * @return whether the turn is still this one's
   */
  synchronized boolean renew() {
    if (!lost && end.getCount() > 0) {
      Optional<GcsObject> renewed = put(bucket, held.name(), holder, held.generation());
      lost = renewed.isEmpty();
      held = renewed.orElse(held);
    }
    return !lost && end.getCount() > 0;
  }

  /** What is to be said of a turn that was lost. */
  StoreException lost(String consequence) {
    return new StoreException(
        String.format(
            Locale.ROOT,
            "the turn %s was not renewed for %d s and is another process's now: %s",
            bucket.uri(held.name()),
            settings.expiry().toSeconds(),
            consequence));
  }

  /** Whether the turn was given back. */
  boolean closed() {
    return end.getCount() == 0;
  }

  /** Gives the turn back; the second time nothing happens. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed()) {
        return;
      }
      end.countDown();
    }
    OpenLeases.remove(this);
    try {
      if (!lost) {
        bucket.delete(held);
      }
    } finally {
      turn.release();
    }
  }
}
