package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunFollowerTest {

  @Test
  void aLongLogIsLookedAtLessOften() {
    assertThat(RunFollower.pauseAfter(0)).isEqualTo(100);
    assertThat(RunFollower.pauseAfter(200)).isEqualTo(4_000);
  }

  @Test
  void aLookDuringWhichTheProcessWasStoppedForHoursIsNotRestedFromForDays() {
    assertThat(RunFollower.pauseAfter(8 * 60 * 60 * 1_000)).isEqualTo(60_000);
  }
}
