package org.longtail.transforms.step;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Time that passes while the process runs. It may be stopped for hours, by a laptop that sleeps or
 * by a signal, and the computer's clock goes on; of such a gap hardly anything counts. The clock
 * must be asked more often than the longest gap that counts.
 */
final class AwakeTime {

  private final LongSupplier clock;
  private final long mostBetween;
  private long last;
  private long awake;

  /**
   * Begins at zero.
   *
   * @param clock in nanoseconds, such as {@link System#nanoTime}
   * @param mostBetween how much counts at most from one question to the next
   */
  AwakeTime(LongSupplier clock, Duration mostBetween) {
    this.clock = clock;
    this.mostBetween = mostBetween.toNanos();
    this.last = clock.getAsLong();
  }

  /** Nanoseconds since the beginning. */
  synchronized long nanos() {
    long now = clock.getAsLong();
    awake += Math.min(mostBetween, now - last);
    last = now;
    return awake;
  }
}
