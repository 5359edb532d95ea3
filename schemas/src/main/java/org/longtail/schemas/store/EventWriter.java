package org.longtail.schemas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.longtail.schemas.runs.RunEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the events of one writer to a log in a bucket. Progress waits a moment for more of it, and
 * goes there from a thread of its own, so that a step that reports does not wait for the network;
 * any other event is in the log when {@link #add} returns, and what came before it too.
 */
final class EventWriter {

  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  private static final ScheduledExecutorService FLUSHES =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "longtail-events");
            thread.setDaemon(true);
            return thread;
          });

  private final EventSegments segments;
  private final Duration pause;
  private final String writer = UUID.randomUUID().toString();
  private final List<EventLine> waiting = new ArrayList<>();
  private final Object turn = new Object();
  private long number;
  private boolean scheduled;

  EventWriter(EventSegments segments, Duration pause) {
    this.segments = segments;
    this.pause = pause;
  }

  /** Adds an event; one that is no progress is in the log after that. */
  void add(RunEvent event) {
    synchronized (waiting) {
      number++;
      waiting.add(new EventLine(writer, number, event));
      if (event instanceof RunEvent.Progress) {
        schedule();
        return;
      }
    }
    flush();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      FLUSHES.schedule(this::flushLater, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void flushLater() {
    synchronized (waiting) {
      scheduled = false;
    }
    try {
      flush();
    } catch (StoreException e) {
      // They wait on: the next event that must be in the log takes them along, or fails.
      LOG.warn("{}; {} events wait for the next try", e.getMessage(), waiting.size());
    }
  }

  private void flush() {
    synchronized (turn) { // lines of one writer stay in their order
      List<EventLine> lines;
      synchronized (waiting) {
        lines = List.copyOf(waiting);
      }
      if (!lines.isEmpty()) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()));
        segments.add(text.toString().getBytes(UTF_8));
        synchronized (waiting) {
          waiting.subList(0, lines.size()).clear();
        }
      }
    }
  }
}
