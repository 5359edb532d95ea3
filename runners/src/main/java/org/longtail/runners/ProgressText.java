package org.longtail.runners;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.longtail.schemas.runs.RunEvent;

/** What a progress event says beside how far the step is. */
final class ProgressText {

  private ProgressText() {}

  /**
   * Such as {@code loss 0.412, 210 images/s, 3 min 20 s left}; parts that are not known are out.
   */
  static String of(RunEvent.Progress event) {
    List<String> parts = new ArrayList<>();
    Double loss = event.loss();
    if (loss != null) {
      parts.add(String.format(Locale.ROOT, "loss %.3f", loss));
    }
    if (event.imagesPerSecond() > 0) {
      parts.add(String.format(Locale.ROOT, "%.0f images/s", event.imagesPerSecond()));
    }
    parts.add(Seconds.text(event.secondsLeft()) + " left");
    return String.join(", ", parts);
  }
}
