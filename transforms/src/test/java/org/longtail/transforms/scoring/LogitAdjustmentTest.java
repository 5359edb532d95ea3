package org.longtail.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SamplingFile;

class LogitAdjustmentTest {

  private static final SamplingFile SAMPLING =
      new SamplingFile(Provenance.of(1, "all"), List.of(row(0, 60), row(1, 30), row(2, 10)));

  @Test
  void withoutTauAPredictionStaysAsItIs() {
    double[] probabilities = {0.7, 0.2, 0.1};

    assertThat(LogitAdjustment.of(0, SAMPLING).of(probabilities)).isSameAs(probabilities);
  }

  @Test
  void theLabelFrequenciesAreDividedOutAndTheRestIsNormalised() {
    double[] adjusted = LogitAdjustment.of(1, SAMPLING).of(new double[] {0.6, 0.3, 0.1});

    assertThat(adjusted).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-12));
  }

  @Property(tries = 100)
  void logarithmsMoveByTauTimesThoseOfTheFrequencies(
      @ForAll @DoubleRange(min = 0.1, max = 3) double tau) {
    double[] before = {0.7, 0.2, 0.1};
    double[] after = LogitAdjustment.of(tau, SAMPLING).of(before);

    assertThat(after[0] + after[1] + after[2]).isCloseTo(1, within(1e-12));
    assertThat(Math.log(after[2] / after[0]))
        .isCloseTo(Math.log(before[2] / before[0]) + tau * Math.log(6), within(1e-9));
  }

  @Test
  void aClassThatCannotBeStaysSo() {
    assertThat(LogitAdjustment.of(1, SAMPLING).of(new double[] {0.6, 0.4, 0})[2]).isZero();
  }

  @Test
  void aSamplingOfOtherClassesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogitAdjustment.of(1, SAMPLING).of(new double[] {0.5, 0.5}))
        .withMessageContaining("input 'sampling' has 3 classes, but the sub-models predict 2");
  }

  private static SamplingFile.Row row(int index, long count) {
    return new SamplingFile.Row(index, "class " + index, count, "all", 1 / 3.0, 1);
  }
}
