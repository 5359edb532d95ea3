package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("elsewhere")
class SecondsTest {

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "9.94, 9.9 s",
    "10, 10 s",
    "59.6, 1 min 0 s",
    "200, 3 min 20 s",
    "7500, 2 h 5 min"
  })
  void aSpanIsSaidInItsTwoLargestUnits(double seconds, String text) {
    assertThat(Seconds.text(seconds)).isEqualTo(text);
  }
}
