package org.longtail.runners;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How much is read, as the live line of a terminal; elsewhere it shows nothing. */
final class ByteProgress implements AutoCloseable {

  private static final int MILLIS_BETWEEN_PAINTS = 200;
  private static final long MEGABYTE = 1_000_000;

  private final String task;
  private final Console console;
  private @Nullable ProgressBar bar;

  ByteProgress(String task, Console console) {
    this.task = task;
    this.console = console;
  }

  /** Shows how far it is. */
  void show(long done, long total) {
    if (!console.terminal()) {
      return;
    }
    ProgressBar shown = bar;
    if (shown == null) {
      shown = bar(total);
      bar = shown;
    }
    shown.stepTo(done);
  }

  private ProgressBar bar(long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(Math.max(1, total))
        .setUnit(" MB", MEGABYTE)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(MILLIS_BETWEEN_PAINTS)
        .setConsumer(new Line())
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      console.clearLive();
    }
  }

  private final class Line implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return console.width() - 1;
    }

    @Override
    public void accept(String text) {
      console.live(text);
    }

    @Override
    public void close() {}
  }
}
