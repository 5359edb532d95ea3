package org.longtail.runners;

import java.util.ArrayList;
import java.util.List;
import org.longtail.pipelines.plan.Plan;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.transforms.step.Forcing;

/** The command that goes on from where a run failed. */
final class WayOn {

  private static final String FORCE = "--force";

  private WayOn() {}

  /**
   * The words of a command line, without those that force steps which the run has computed.
   *
   * @param force names that the command line forces
   * @param plan what was to be done
   * @param finished what was done
   */
  static List<String> of(
      List<String> words, List<String> force, Plan plan, List<RunEvent.Finished> finished) {
    List<String> computed = force.stream().filter(name -> isDone(name, plan, finished)).toList();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals(FORCE) && i + 1 < words.size() && computed.contains(words.get(i + 1))) {
        i++;
      } else if (!word.startsWith(FORCE + "=")
          || !computed.contains(word.substring(FORCE.length() + 1))) {
        rest.add(word);
      }
    }
    return rest;
  }

  private static boolean isDone(String name, Plan plan, List<RunEvent.Finished> finished) {
    return plan.steps().stream()
        .filter(step -> Forcing.names(List.of(name), step.step()))
        .allMatch(
            step ->
                finished.stream()
                    .anyMatch(
                        event ->
                            event.step().equals(step.step())
                                && event.variant().equals(step.variant())));
  }
}
