package org.longtail.runners;

import java.util.HashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.longtail.schemas.runs.RunEvent;

/** Progress as one live line of a terminal: the bar of the step that reported last. */
final class LiveProgress implements ProgressView {

  /** Steps of a bar for one unit of a phase, such as an epoch. */
  private static final long STEPS_PER_UNIT = 100;

  private static final int MILLIS_BETWEEN_PAINTS = 500;

  private final Console console;
  private final Map<String, Bar> bars = new HashMap<>();
  private volatile @Nullable Object shown;

  /** A step's bar; a phase with another name or length has another bar. */
  private record Bar(String phase, double total, ProgressBar bar) {}

  LiveProgress(Console console) {
    this.console = console;
  }

  @Override
  public void started(String label, RunEvent.Started event) {
    console.live(label + ": started");
  }

  @Override
  public void progress(String label, RunEvent.Progress event) {
    Bar known = bars.get(label);
    if (known == null || !known.phase().equals(event.phase()) || known.total() != event.total()) {
      ended(label);
      known = new Bar(event.phase(), event.total(), bar(label, event));
      bars.put(label, known);
    }
    shown = label;
    // The bar paints itself from a thread of its own, and a step just once: the text goes first.
    known.bar().setExtraMessage(ProgressText.of(event));
    known.bar().stepTo(steps(event.done()));
    known.bar().refresh();
  }

  @Override
  public void ended(String label) {
    Bar bar = bars.remove(label);
    if (bar != null) {
      shown = null;
      bar.bar().close();
      console.clearLive();
    }
  }

  @Override
  public void close() {
    shown = null;
    bars.values().forEach(bar -> bar.bar().close());
    console.clearLive();
  }

  private ProgressBar bar(String label, RunEvent.Progress event) {
    return new ProgressBarBuilder()
        .setTaskName(label)
        .setInitialMax(steps(event.total()))
        .setUnit(" " + event.phase(), STEPS_PER_UNIT)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(MILLIS_BETWEEN_PAINTS)
        .hideEta()
        .setConsumer(new Line(label))
        .build();
  }

  private static long steps(double units) {
    return Math.max(1, Math.round(units * STEPS_PER_UNIT));
  }

  /** Paints a bar as the console's live line, if it is the one to be seen. */
  private final class Line implements ProgressBarConsumer {
    private final String label;

    Line(String label) {
      this.label = label;
    }

    @Override
    public int getMaxRenderedLength() {
      return console.width() - 1;
    }

    @Override
    public void accept(String text) {
      if (label.equals(shown)) {
        console.live(text);
      }
    }

    @Override
    public void close() {}
  }
}
