package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.longtail.pipelines.plan.Decision;
import org.longtail.pipelines.plan.Plan;
import org.longtail.pipelines.plan.PlannedStep;
import org.longtail.schemas.runs.RunEvent;

/** A command that goes on forces only what it has not computed yet. */
class WayOnTest {

  private static final Plan PLAN =
      new Plan(
          Optional.empty(),
          Stream.of("Train", "Sweep/gamma 0.1", "Sweep/gamma 0.2", "Sweep")
              .map(WayOnTest::planned)
              .toList());

  @Test
  void aForcedStepThatFinishedIsForcedNoMore() {
    assertThat(on(List.of("Train"), "run", "file", "--force", "Train", "--json"))
        .containsExactly("run", "file", "--json");
    assertThat(on(List.of("Train"), "run", "file", "--force=Train")).containsExactly("run", "file");
  }

  @Test
  void aForcedStepThatDidNotFinishIsForcedStill() {
    assertThat(on(List.of(), "run", "file", "--force", "Train", "--force=Sweep"))
        .containsExactly("run", "file", "--force", "Train", "--force=Sweep");
  }

  @Test
  void aStepOfWhichAPartIsMissingIsForcedStill() {
    assertThat(on(List.of("Train", "Sweep/gamma 0.1"), "run", "file", "--force", "Sweep"))
        .containsExactly("run", "file", "--force", "Sweep");
  }

  private static List<String> on(List<String> finished, String... words) {
    return WayOn.of(
        List.of(words),
        List.of("Train", "Sweep"),
        PLAN,
        finished.stream().map(WayOnTest::finished).toList());
  }

  private static PlannedStep planned(String step) {
    return new PlannedStep(step, "default", "Type", "1", Decision.RUNS, null, List.of(), null);
  }

  private static RunEvent.Finished finished(String step) {
    return new RunEvent.Finished(step, "default", 0, "Type", "key", false, 1, Map.of(), Map.of());
  }
}
