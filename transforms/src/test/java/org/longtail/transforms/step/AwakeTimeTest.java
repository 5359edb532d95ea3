package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AwakeTimeTest {

  private static final long MOST = 60;

  @Test
  void beginsAtZero() {
    assertThat(new AwakeTime(() -> -7, Duration.ofNanos(MOST)).nanos()).isZero();
  }

  @Property
  void shortGapsAddUp(@ForAll long begin, @ForAll List<@LongRange(min = 0, max = MOST) Long> gaps) {
    AtomicLong clock = new AtomicLong(begin);
    AwakeTime awake = new AwakeTime(clock::get, Duration.ofNanos(MOST));

    assertThat(pass(gaps, clock, awake)).isEqualTo(gaps.stream().mapToLong(Long::longValue).sum());
  }

  @Property
  void aLongGapCountsAsTheLongestThatCounts(
      @ForAll List<@LongRange(min = 0, max = MOST) Long> gaps,
      @ForAll @LongRange(min = MOST, max = Long.MAX_VALUE / 2) long stopped) {
    AtomicLong clock = new AtomicLong();
    AwakeTime awake = new AwakeTime(clock::get, Duration.ofNanos(MOST));
    long before = pass(gaps, clock, awake);
    clock.addAndGet(stopped);

    assertThat(awake.nanos()).isEqualTo(before + MOST);
  }

  private static long pass(List<Long> gaps, AtomicLong clock, AwakeTime awake) {
    long nanos = awake.nanos();
    for (long gap : gaps) {
      clock.addAndGet(gap);
      nanos = awake.nanos();
    }
    return nanos;
  }
}
