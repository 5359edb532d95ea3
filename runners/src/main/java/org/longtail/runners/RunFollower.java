package org.longtail.runners;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on the events of a run as they come. It looks at the run's folder and nowhere else, so it
 * does not matter in which process a step runs.
 */
final class RunFollower implements AutoCloseable {

  private static final long MILLIS_BETWEEN_LOOKS = 100;

  /** Share of the time that may go into looking: a long log is looked at less often. */
  private static final int REST_PER_LOOK = 20;

  /** A look during which the process was stopped seems to take hours. */
  private static final long MOST_MILLIS_BETWEEN_LOOKS = 60_000;

  /** What came spoiled on its way once should not fail a run that is done. */
  private static final int MOST_LAST_LOOKS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(RunFollower.class);

  private final RunFolder folder;
  private final Consumer<RunEvent> listener;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;
  private int seen;

  private RunFollower(RunFolder folder, int seen, Consumer<RunEvent> listener) {
    this.folder = folder;
    this.seen = seen;
    this.listener = listener;
    this.thread = new Thread(this::follow, "run-follower");
    thread.setDaemon(true);
  }

  /** Follows a run from its next event on. The listener is called by one thread at a time. */
  static RunFollower start(RunFolder folder, Consumer<RunEvent> listener) {
    return start(folder, folder.events(0).size(), listener);
  }

  /**
   * Follows a run.
   *
   * @param seen how many events to pass over
   */
  static RunFollower start(RunFolder folder, int seen, Consumer<RunEvent> listener) {
    RunFollower follower = new RunFollower(folder, seen, listener);
    follower.thread.start();
    return follower;
  }

  private void follow() {
    long pause = MILLIS_BETWEEN_LOOKS;
    while (!endsWithin(pause)) {
      long begin = System.nanoTime();
      try {
        look();
      } catch (StoreException e) {
        // A line that is only half written may look damaged; the next look reads it whole, and the
        // last one, on close, reports it if it is still so.
        continue;
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      pause = pauseAfter(millis);
    }
  }

  /** How many milliseconds to wait after a look that took as many. */
  static long pauseAfter(long millis) {
    return Math.min(
        MOST_MILLIS_BETWEEN_LOOKS, Math.max(MILLIS_BETWEEN_LOOKS, REST_PER_LOOK * millis));
  }

  private boolean endsWithin(long millis) {
    try {
      return end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void look() {
    List<RunEvent> events = folder.events(seen);
    seen += events.size();
    events.forEach(listener);
  }

  /**
   * Hands on what is left and ends.
   *
   * @throws StoreException if the events cannot be read, though it was tried several times
   */
  @Override
  public void close() {
    end.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int look = 1; look < MOST_LAST_LOOKS; look++) {
      try {
        look();
        return;
      } catch (StoreException e) {
        LOG.warn("{}; the run's last events are read again", e.getMessage());
      }
    }
    look();
  }
}
