package org.longtail.transforms.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GammaBestTest {

  @Property(tries = 300)
  void noFallIsLargerThanTheOneAfterTheChoiceAndNoEarlierOneAsLarge(
      @ForAll @Size(min = 2, max = 12) List<@IntRange(min = 0, max = 8) Integer> eighths) {
    double[] accuracy = eighths.stream().mapToDouble(value -> value / 8.0).toArray();

    int best = GammaBest.choose(accuracy);

    double fall = accuracy[best] - accuracy[best + 1];
    for (int i = 0; i + 1 < accuracy.length; i++) {
      double other = accuracy[i] - accuracy[i + 1];
      assertThat(i < best ? other < fall : other <= fall).isTrue();
    }
  }

  @Test
  void theOnlyRatioIsTheBest() {
    assertThat(GammaBest.choose(new double[] {0.3})).isZero();
  }

  @Test
  void aSweepWithoutARatioIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GammaBest.choose(new double[0]))
        .withMessageContaining("without a ratio");
  }
}
