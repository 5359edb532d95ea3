package org.longtail.transforms.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CubicScheduleTest {

  @Property(tries = 200)
  void theLastStepReachesTheRatioExactly(
      @ForAll @DoubleRange(min = 0, max = 0.99) double from,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @IntRange(min = 1, max = 50) int steps) {
    double to = Math.min(0.999, from + share * (0.99 - from));

    assertThat(new CubicSchedule(from, to, steps).at(steps)).isEqualTo(to);
  }

  @Property(tries = 200)
  void theRatioNeverFalls(
      @ForAll @DoubleRange(min = 0, max = 0.5) double from,
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double to,
      @ForAll @IntRange(min = 2, max = 50) int steps) {
    CubicSchedule schedule = new CubicSchedule(from, to, steps);

    assertThat(schedule.at(1)).isGreaterThanOrEqualTo(from);
    for (int step = 2; step <= steps; step++) {
      assertThat(schedule.at(step)).isGreaterThanOrEqualTo(schedule.at(step - 1));
    }
  }

  @Property(tries = 200)
  void eachStepRemovesNoMoreThanTheOneBefore(
      @ForAll @DoubleRange(min = 0, max = 0.5) double from,
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double to,
      @ForAll @IntRange(min = 3, max = 50) int steps) {
    CubicSchedule schedule = new CubicSchedule(from, to, steps);

    for (int step = 3; step <= steps; step++) {
      double removed = schedule.at(step) - schedule.at(step - 1);
      double before = schedule.at(step - 1) - schedule.at(step - 2);
      assertThat(removed).isLessThanOrEqualTo(before + 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.4", "-0.1, 0.5", "0.5, 1", "NaN, 0.5"})
  void ratiosThatDoNotAscendWithinZeroToOneAreRefused(double from, double to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CubicSchedule(from, to, 10))
        .withMessageContaining(String.format(Locale.ROOT, "from gamma %s to %s", from, to));
  }

  @Test
  void noStepIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CubicSchedule(0, 0.5, 0))
        .withMessageContaining("0 steps");
  }
}
