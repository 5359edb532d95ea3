package org.longtail.pipelines.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import org.longtail.pipelines.report.Statistic;

/** Whether a claim of the paper held here. */
enum Verdict {
  HELD("held"),
  HELD_ON_AVERAGE("held on average, not for every seed"),
  DID_NOT_HOLD("did not hold"),
  NOT_TESTED("not tested, a run is missing");

  /** Differences of percentages that should be equal may differ in their last binary digits. */
  private static final double EQUAL = 1e-9;

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /**
   * The verdict over some seeds.
   *
   * @param margins by how much the claim held for each seed, at least one; above 0 where it did
   */
  static Verdict of(Collection<Double> margins) {
    if (Statistic.of(margins).mean() <= EQUAL) {
      return DID_NOT_HOLD;
    }
    return margins.stream().allMatch(margin -> margin > EQUAL) ? HELD : HELD_ON_AVERAGE;
  }

  /** The verdict as the page says it. */
  @JsonValue
  String words() {
    return words;
  }
}
