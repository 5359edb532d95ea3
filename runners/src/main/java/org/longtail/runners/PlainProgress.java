package org.longtail.runners;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.longtail.schemas.runs.RunEvent;

/** Progress as plain lines, for logs and pipes: a start, and then one about every ten seconds. */
final class PlainProgress implements ProgressView {

  private static final long MILLIS_BETWEEN_LINES = 10_000;

  private final Console console;
  private final Map<String, Long> lastLine = new HashMap<>();

  PlainProgress(Console console) {
    this.console = console;
  }

  @Override
  public void started(String label, RunEvent.Started event) {
    console.line(String.format(Locale.ROOT, "%s: started", label));
    lastLine.put(label, event.time());
  }

  @Override
  public void progress(String label, RunEvent.Progress event) {
    long last = lastLine.computeIfAbsent(label, any -> event.time());
    // A step that begins anew on another machine is dated by another clock, which may be behind.
    if (Math.abs(event.time() - last) >= MILLIS_BETWEEN_LINES) {
      lastLine.put(label, event.time());
      console.line(
          String.format(
              Locale.ROOT,
              "%s: %s %.1f of %.0f, %s",
              label,
              event.phase(),
              event.done(),
              event.total(),
              ProgressText.of(event)));
    }
  }

  @Override
  public void ended(String label) {
    lastLine.remove(label);
  }

  @Override
  public void close() {}
}
