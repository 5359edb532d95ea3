package org.longtail.transforms.step;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Gives signs of life of a step while it computes. */
final class Heartbeat implements AutoCloseable {

  static final Duration BETWEEN = Duration.ofSeconds(30);

  private final ScheduledExecutorService clock;

  private Heartbeat(ScheduledExecutorService clock) {
    this.clock = clock;
  }

  /**
   * Begins.
   *
   * @param between how long after one sign the next one comes
   */
  static Heartbeat start(Duration between, Runnable sign) {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    // Not at a fixed rate: a process that was stopped would make up for every sign it has missed.
    clock.scheduleWithFixedDelay(
        sign, between.toMillis(), between.toMillis(), TimeUnit.MILLISECONDS);
    return new Heartbeat(clock);
  }

  /** Ends; no sign is given after that. */
  @Override
  public void close() {
    clock.shutdownNow();
    try {
      if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a sign of life is still being written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
