package org.longtail.runners;

import java.util.Locale;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.RunEvent;

/** Shows a run on the console while it goes on, and enters it in the ledger. */
final class ProgressConsole implements AutoCloseable {

  /** After so long without progress a person is told. */
  private static final double QUIET_SECONDS = 300;

  private final Console console;
  private final StepLedger ledger;
  private final ProgressView view;

  ProgressConsole(Console console, StepLedger ledger) {
    this.console = console;
    this.ledger = ledger;
    this.view = console.terminal() ? new LiveProgress(console) : new PlainProgress(console);
  }

  /** Takes the next event of the run. */
  void show(RunEvent event) {
    ledger.enter(event);
    String label = label(event.step(), event.variant());
    if (event instanceof RunEvent.Started started) {
      view.started(label, started);
    } else if (event instanceof RunEvent.Progress progress) {
      view.progress(label, progress);
    } else if (event instanceof RunEvent.SetAside damaged) {
      console.line(
          String.format(
              Locale.ROOT,
              "%s: %s; set aside to %s, computed again",
              label,
              damaged.reason(),
              damaged.aside()));
    } else if (event instanceof RunEvent.Alive alive) {
      if (alive.quietSeconds() >= QUIET_SECONDS) {
        console.line(
            String.format(
                Locale.ROOT,
                "%s: its process lives, but has reported no progress for %s",
                label,
                Seconds.text(alive.quietSeconds())));
      }
    } else if (event instanceof RunEvent.Resumed resumed) {
      console.line(
          String.format(
              Locale.ROOT,
              "%s: goes on after epoch %d (%s)",
              label,
              resumed.epoch(),
              resumed.purpose()));
    } else if (event instanceof RunEvent.NotResumed lost) {
      console.line(String.format(Locale.ROOT, "%s: begins anew: %s", label, lost.reason()));
    } else if (!(event instanceof RunEvent.Needed)) {
      view.ended(label);
    }
    if (event instanceof RunEvent.Finished && !ledger.isPart(event.step())) {
      ledger
          .step(event.step(), event.variant())
          .map(ProgressConsole::line)
          .ifPresent(console::line);
    } else if (event instanceof RunEvent.Recomputed again) {
      console.line(RecomputedText.of(again));
    } else if (event instanceof RunEvent.Failed) {
      console.line(String.format(Locale.ROOT, "%s: FAILED", label));
    }
  }

  private static String line(FinishedStep step) {
    return String.format(
        Locale.ROOT,
        "%s: %s, %s",
        label(step.name(), step.variant()),
        step.cached() ? "CACHED, taken from the store" : "done",
        Seconds.text(step.seconds()));
  }

  static String label(String step, String variant) {
    return variant.equals(Artifact.DEFAULT_VARIANT)
        ? step
        : String.format(Locale.ROOT, "%s [%s]", step, variant);
  }

  @Override
  public void close() {
    view.close();
  }
}
