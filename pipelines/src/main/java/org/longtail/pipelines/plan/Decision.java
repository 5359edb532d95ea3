package org.longtail.pipelines.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a run will do about a step. */
public enum Decision {
  /** It is in the store and taken from there. */
  CACHED,
  /** It waits for a step that runs; it runs itself unless its inputs come out the same. */
  DEPENDS,
  /** It is computed. */
  RUNS;

  /** The word in JSON. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of a step that has parts: it runs if one of them does. */
  Decision and(Decision other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
