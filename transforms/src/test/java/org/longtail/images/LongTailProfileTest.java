package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
class LongTailProfileTest {

  record Case(
      @JsonProperty("K") int classes,
      @JsonProperty("n_max") int nMax,
      @JsonProperty("beta") double beta,
      @JsonProperty("counts") List<Long> counts) {}

  static List<Case> workedCases() throws IOException {
    try (InputStream json = LongTailProfileTest.class.getResourceAsStream("profile.json")) {
      return new ObjectMapper().readValue(Objects.requireNonNull(json), new TypeReference<>() {});
    }
  }

  @ParameterizedTest
  @MethodSource("workedCases")
  void theWorkedProfilesAreReproduced(Case worked) {
    long[] counts = LongTailProfile.counts(worked.classes(), worked.nMax(), worked.beta());

    assertThat(LongStream.of(counts).boxed()).isEqualTo(worked.counts());
  }

  @Property
  void whereThePowerIsAWholeNumberRoundingDoesNotTakeAnImageAway(
      @ForAll @IntRange(min = 1, max = 30) int base,
      @ForAll @IntRange(min = 2, max = 6) int classes,
      @ForAll @IntRange(min = 1, max = 80) int smallest) {
    long[] exact = new long[classes];
    exact[classes - 1] = smallest;
    for (int i = classes - 2; i >= 0; i--) {
      exact[i] = exact[i + 1] * base;
    }

    assertThat(
            LongTailProfile.counts(classes, Math.toIntExact(exact[0]), Math.pow(base, classes - 1)))
        .containsExactly(exact);
  }

  @Property
  void noClassIsLargerThanTheOneBeforeAndNoneIsEmpty(
      @ForAll @IntRange(min = 2, max = 9000) int classes,
      @ForAll @IntRange(min = 1, max = 2000) int nMax,
      @ForAll @IntRange(min = 1, max = 2000) int beta) {
    long[] counts = LongTailProfile.counts(classes, Math.max(nMax, beta), beta);

    assertThat(counts).hasSize(classes).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(Arrays.stream(counts).min().orElseThrow()).isPositive();
  }

  @Test
  void aBetaOfOneIsBalanced() {
    assertThat(LongTailProfile.counts(3, 7, 1)).containsExactly(7, 7, 7);
  }

  @Test
  void oneClassHasNoTail() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LongTailProfile.counts(1, 500, 100))
        .withMessage("long-tailed profile of 1 classes: needs at least 2");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 500.5, Double.NaN})
  void aBetaThatLeavesNoImageOrTurnsTheTailRoundIsRefused(double beta) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LongTailProfile.counts(10, 500, beta))
        .withMessageContaining("beta %s must be in 1..500", beta);
  }
}
