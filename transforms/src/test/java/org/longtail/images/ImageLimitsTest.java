package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
class ImageLimitsTest {

  @Test
  void anEnvironmentThatNamesNoneLeavesThemAsTheyAre() {
    assertThat(ImageLimits.of(Map.of(ImageLimits.PIXELS, " "))).isEqualTo(ImageLimits.STANDARD);
  }

  @Test
  void theEnvironmentNamesPixelsAndSeconds() {
    assertThat(
            ImageLimits.of(
                Map.of("LONGTAIL_IMAGE_PIXELS", "1000000", "LONGTAIL_IMAGE_SECONDS", " 5 ")))
        .isEqualTo(new ImageLimits(1_000_000, Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "10M", "1e6", "715827883", "99999999999999999999"})
  void whatIsNoNumberOfPixelsIsRefused(String given) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageLimits.of(Map.of("LONGTAIL_IMAGE_PIXELS", given)))
        .withMessage(
            "LONGTAIL_IMAGE_PIXELS is '%s': must be a whole number from 1 to 715827882, such as 178956970",
            given);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.5", "1m", "86401"})
  void whatIsNoNumberOfSecondsIsRefused(String given) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageLimits.of(Map.of("LONGTAIL_IMAGE_SECONDS", given)))
        .withMessage(
            "LONGTAIL_IMAGE_SECONDS is '%s': must be a whole number from 1 to 86400, such as 30",
            given);
  }
}
