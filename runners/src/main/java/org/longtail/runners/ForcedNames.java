package org.longtail.runners;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.longtail.pipelines.NearestName;
import org.longtail.pipelines.plan.Plan;
import org.longtail.transforms.step.Forcing;

/** The steps that a command line asks to force. */
final class ForcedNames {

  private ForcedNames() {}

  /**
   * The same plan, if it has all of these steps.
   *
   * @throws IllegalArgumentException that names the one that is not there
   */
  static Plan checked(Plan plan, Collection<String> force) {
    for (String name : force) {
      if (plan.names().stream().noneMatch(step -> Forcing.names(List.of(name), step))) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "--force: there is no step '%s'; %s",
                name,
                NearestName.fix(name, plan.names(), "the steps are")));
      }
    }
    return plan;
  }
}
