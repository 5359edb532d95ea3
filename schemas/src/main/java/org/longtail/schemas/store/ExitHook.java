package org.longtail.schemas.store;

import java.time.Duration;

/**
 * What a process still does when it is ended by a signal, for some seconds at most: a bucket that
 * does not answer must not keep it.
 */
public final class ExitHook {

  private static final Duration MOST = Duration.ofSeconds(5);

  private ExitHook() {}

  /** The thread to be registered as a shutdown hook. */
  public static Thread of(String name, Runnable work) {
    return of(name, work, MOST);
  }

  /**
   * The thread to be registered as a shutdown hook.
   *
   * @param most how long the process waits for the work
   */
  static Thread of(String name, Runnable work, Duration most) {
    return new Thread(
        () -> {
          Thread worker = new Thread(work, name);
          worker.setDaemon(true);
          worker.start();
          try {
            worker.join(most.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        name + "-exit");
  }
}
