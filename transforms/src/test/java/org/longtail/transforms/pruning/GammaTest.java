package org.longtail.transforms.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
class GammaTest {

  @Test
  void autoIsNoRatio() {
    assertThat(Gamma.parse("auto")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.5", "5e-1", "0.999"})
  void aNumberInZeroToOneIsTheRatio(String text) {
    assertThat(Gamma.parse(text)).hasValue(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-0.1", "NaN", "half", "AUTO", ""})
  void anythingElseIsRefusedWithTheFieldsName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gamma.parse(text))
        .withMessage(
            String.format(
                Locale.ROOT,
                "field 'gamma': '%s' must be auto or a number at least 0 and below 1",
                text));
  }
}
