package org.longtail.pipelines.page;

import java.util.List;

/**
 * Asks for the curves of accuracy against gamma.
 *
 * @param run the run whose sweeps are shown
 * @param settings the settings of the run that are shown; all of them if empty
 */
public record Curves(String run, List<String> settings) {

  public Curves {
    run = Text.required("run", run);
    settings = settings.stream().map(Text::line).toList();
  }
}
