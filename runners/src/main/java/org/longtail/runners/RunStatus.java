package org.longtail.runners;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a run is. */
enum RunStatus {
  RUNNING,
  DONE,
  FAILED;

  /** The word in files. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
