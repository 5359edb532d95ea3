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

class SamplingTest {

  @Property(tries = 200)
  void probabilitiesArePositiveAndSumToOne(
      @ForAll Sampling sampling,
      @ForAll @Size(min = 2, max = 12) List<@LongRange(min = 1, max = 5000) Long> counts,
      @ForAll @Size(12) List<Boolean> group,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double rhoM) {
    double[] probabilities = sampling.probabilities(longs(counts), first(group, counts), rhoM);

    assertThat(probabilities).hasSize(counts.size());
    assertThat(Arrays.stream(probabilities)).allMatch(p -> p > 0);
    assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));
  }

  @Property(tries = 100)
  void naturalSamplingDrawsEveryImageAlike(
      @ForAll @Size(min = 2, max = 12) List<@LongRange(min = 1, max = 5000) Long> counts) {
    double[] probabilities = Sampling.NATURAL.probabilities(longs(counts), nobody(counts), 0.5);

    double images = counts.stream().mapToLong(Long::longValue).sum();
    for (int y = 0; y < probabilities.length; y++) {
      assertThat(probabilities[y] / counts.get(y)).isCloseTo(1 / images, within(1e-12));
    }
  }

  @Property(tries = 100)
  void inverseSamplingDrawsAClassMoreOftenTheFewerImagesItHas(
      @ForAll @Size(min = 2, max = 12) List<@LongRange(min = 1, max = 5000) Long> counts) {
    double[] probabilities = Sampling.INVERSE.probabilities(longs(counts), nobody(counts), 0.5);

    for (int y = 1; y < probabilities.length; y++) {
      assertThat(Double.compare(probabilities[y], probabilities[y - 1]))
          .isEqualTo(Long.compare(counts.get(y - 1), counts.get(y)));
    }
  }

  @Property(tries = 100)
  void enhancedSamplingPrefersAClassOfTheGroupByRhoM(
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double rhoM) {
    double[] probabilities =
        Sampling.ENHANCED.probabilities(
            new long[] {500, 60, 3}, new boolean[] {false, true, false}, rhoM);

    assertThat(probabilities[1] / probabilities[0]).isCloseTo(rhoM / (1 - rhoM), within(1e-9));
    assertThat(probabilities[2]).isEqualTo(probabilities[0]);
  }

  @Property(tries = 100)
  void enhancedSamplingWithRhoMOfAHalfIsBalanced(
      @ForAll @Size(min = 2, max = 12) List<@LongRange(min = 1, max = 5000) Long> counts,
      @ForAll @Size(12) List<Boolean> group) {
    assertThat(Sampling.ENHANCED.probabilities(longs(counts), first(group, counts), 0.5))
        .containsExactly(
            Sampling.BALANCED.probabilities(longs(counts), nobody(counts), 0.5), within(1e-12));
  }

  private static long[] longs(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }

  private static boolean[] nobody(List<Long> counts) {
    return new boolean[counts.size()];
  }

  private static boolean[] first(List<Boolean> group, List<Long> counts) {
    boolean[] members = new boolean[counts.size()];
    for (int y = 0; y < members.length; y++) {
      members[y] = group.get(y);
    }
    return members;
  }
}
