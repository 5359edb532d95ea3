package org.longtail.schemas;

import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * Whether a long computation is to be given up. It is asked for by an interrupt of the thread that
 * began the computation, as Flink cancels its tasks; what computes for that thread asks before each
 * batch, image or file, on whatever thread it runs.
 */
public final class Cancellation {

  private final Thread asked;

  private Cancellation(Thread asked) {
    this.asked = asked;
  }

  /** The cancellation of what this thread computes, to be handed to the threads that help it. */
  public static Cancellation ofThisThread() {
    return new Cancellation(Thread.currentThread());
  }

  /** What a wait that was cut short ends with. The thread stays interrupted. */
  public static CancellationException during(String wait, InterruptedException cause) {
    Thread.currentThread().interrupt();
    CancellationException cancelled =
        new CancellationException(String.format(Locale.ROOT, "cancelled while %s", wait));
    cancelled.initCause(cause);
    return cancelled;
  }

  /** Whether the computation is to be given up. */
  public boolean requested() {
    return asked.isInterrupted();
  }

  /**
   * Goes on, unless the computation is to be given up. The thread stays interrupted.
   *
   * @throws CancellationException if it is
   */
  public void check() {
    if (requested()) {
      throw new CancellationException("cancelled: the thread that computes has been interrupted");
    }
  }
}
