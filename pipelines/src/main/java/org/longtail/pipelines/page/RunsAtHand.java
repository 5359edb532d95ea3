package org.longtail.pipelines.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.longtail.pipelines.report.FinishedRun;

/**
 * The runs that a page can be made of.
 *
 * @param found by name
 * @param missing why each of the other runs is not there, by name
 */
public record RunsAtHand(Map<String, Run> found, Map<String, String> missing) {

  /**
   * One run.
   *
   * @param command the command that makes it
   * @param version the version of Longtail that made it
   * @param finished what it found out
   */
  public record Run(String command, String version, FinishedRun finished) {}

  public RunsAtHand {
    found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
    missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
  }
}
