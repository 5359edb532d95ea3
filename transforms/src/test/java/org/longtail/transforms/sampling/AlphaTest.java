package org.longtail.transforms.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlphaTest {

  @Property(tries = 200)
  void everyOffsetIsAboveZero(
      @ForAll Alpha alpha,
      @ForAll @Size(min = 2, max = 12) List<@LongRange(min = 1, max = 5000) Long> counts,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double rhoM) {
    boolean[] group = new boolean[counts.size()];
    group[0] = true;

    assertThat(Arrays.stream(alpha.of(longs(counts), group, rhoM))).allMatch(value -> value > 0);
  }

  @Property(tries = 200)
  void reversedOffsetsAreTheLabelFrequenciesInAnotherOrder(
      @ForAll @Size(min = 2, max = 12) List<@LongRange(min = 1, max = 5000) Long> counts) {
    double[] alpha = Alpha.REVERSED.of(longs(counts), new boolean[counts.size()], 0.5);

    double images = counts.stream().mapToLong(Long::longValue).sum();
    assertThat(alpha)
        .containsExactlyInAnyOrder(counts.stream().mapToDouble(n -> n / images).toArray());
  }

  @Property(tries = 200)
  void aLargerClassNeverGetsALargerReversedOffset(
      @ForAll @Size(min = 2, max = 12) List<@LongRange(min = 1, max = 5000) Long> counts) {
    double[] alpha = Alpha.REVERSED.of(longs(counts), new boolean[counts.size()], 0.5);

    for (int y = 1; y < alpha.length; y++) {
      if (counts.get(y) > counts.get(y - 1)) {
        assertThat(alpha[y]).isLessThanOrEqualTo(alpha[y - 1]);
      }
    }
  }

  @Test
  void equallyLargeClassesGetReversedOffsetsByTheirIndex() {
    double[] alpha = Alpha.REVERSED.of(new long[] {10, 10, 20}, new boolean[3], 0.5);

    assertThat(alpha).containsExactly(0.5, 0.25, 0.25);
  }

  @Test
  void balancedSoftmaxAddsTheLogarithmOfTheLabelFrequency() {
    double[] alpha = Alpha.BALANCED_SOFTMAX.of(new long[] {60, 30, 10}, new boolean[3], 0.5);

    assertThat(negatedLogarithms(alpha))
        .containsExactly(new double[] {Math.log(0.6), Math.log(0.3), Math.log(0.1)}, within(1e-12));
  }

  @Test
  void inverseSoftmaxTakesTwiceTheReversedFrequencyAwayAgain() {
    double[] alpha = Alpha.INVERSE_SOFTMAX.of(new long[] {60, 30, 10}, new boolean[3], 0.5);

    assertThat(negatedLogarithms(alpha))
        .containsExactly(
            new double[] {
              Math.log(0.6) - 2 * Math.log(0.1),
              Math.log(0.3) - 2 * Math.log(0.3),
              Math.log(0.1) - 2 * Math.log(0.6)
            },
            within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"NATURAL, ONES", "BALANCED, ONES", "ENHANCED, ENHANCED", "INVERSE, REVERSED"})
  void eachSamplingHasItsOffset(Sampling sampling, Alpha alpha) {
    assertThat(Alpha.matching(sampling)).isEqualTo(alpha);
  }

  /** What the compensation loss adds to the logits. */
  private static double[] negatedLogarithms(double[] alpha) {
    return Arrays.stream(alpha).map(value -> -Math.log(value)).toArray();
  }

  private static long[] longs(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }
}
