package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
class ConfigSchemaTest {

  private static final ConfigSchema<TotalConfig> SCHEMA = ConfigSchema.of(TotalConfig.class);

  private static TotalConfig.Builder config() {
    return TotalConfig.builder().setFactor(2);
  }

  @Test
  void fieldsThatAreLeftOutGetTheirDefaults() {
    assertThat(SCHEMA.complete(config().build()))
        .usingRecursiveComparison()
        .isEqualTo(
            config()
                .setLimit(1000L)
                .setRhoM(0.8)
                .setRounding("down")
                .setRatios(List.of(0.0, 0.5))
                .setGroups(Map.of("many", 101L, "few", 0L))
                .build());
  }

  @Test
  void valuesThatAreGivenStay() {
    TotalConfig given =
        config()
            .setLimit(5L)
            .setRhoM(0.3)
            .setRounding("up")
            .setRatios(List.of())
            .setGroups(Map.of("all", 1L))
            .setOffset(-1.5)
            .setPath("numbers")
            .build();

    assertThat(SCHEMA.complete(given)).usingRecursiveComparison().isEqualTo(given);
  }

  @Test
  void completingTwiceChangesNothing() {
    TotalConfig complete = SCHEMA.complete(config().build());

    assertThat(SCHEMA.complete(complete)).usingRecursiveComparison().isEqualTo(complete);
  }

  @Test
  void everyFaultIsNamed() {
    TotalConfig wrong = config().setFactor(0).setRhoM(1.0).setRounding("sideways").build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.complete(wrong))
        .withMessageStartingWith("TotalConfig: ")
        .withMessageContaining("field 'factor': 0 must be at least 1")
        .withMessageContaining("field 'rho_m': 1.0 must be above 0 and below 1")
        .withMessageContaining("field 'rounding': 'sideways' is not one of down, up");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN})
  void aNumberOutsideAnOpenRangeIsRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.complete(config().setRhoM(share).build()))
        .withMessage("TotalConfig: field 'rho_m': %s must be above 0 and below 1", share);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void theEndsOfAClosedRangeBelongToIt(double ratio) {
    TotalConfig complete = SCHEMA.complete(config().setRatios(List.of(ratio)).build());

    assertThat(complete.getRatios()).containsExactly(ratio);
  }

  @Test
  void eachNumberOfAListIsChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.complete(config().setRatios(List.of(0.5, 1.25)).build()))
        .withMessage("TotalConfig: field 'ratios': 1.25 must be at least 0 and at most 1");
  }

  @Test
  void eachNumberOfAMapIsChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.complete(config().setGroups(Map.of("few", -1L)).build()))
        .withMessage("TotalConfig: field 'groups': -1 must be at least 0");
  }

  @Test
  void whatIsNotANumberIsRefusedWhereAnyNumberWillDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.complete(config().setOffset(Double.NaN).build()))
        .withMessage("TotalConfig: field 'offset': NaN must be a number");
  }

  @Test
  void theKeyHoldsEveryFieldInSnakeCase() {
    TotalConfig complete = SCHEMA.complete(config().setOffset(0.25).build());

    assertThat(SCHEMA.toMap(complete))
        .isEqualTo(
            Map.of(
                "factor",
                2,
                "limit",
                1000L,
                "rho_m",
                0.8,
                "rounding",
                "down",
                "ratios",
                List.of(0.0, 0.5),
                "groups",
                Map.of("many", 101L, "few", 0L),
                "offset",
                0.25));
  }

  @Test
  void aLocationStaysOutOfTheKey() {
    TotalConfig here = SCHEMA.complete(config().setPath("here").build());
    TotalConfig there = SCHEMA.complete(config().setPath("there").build());

    assertThat(SCHEMA.toMap(here)).isEqualTo(SCHEMA.toMap(there)).doesNotContainKey("path");
  }

  @Test
  void aFieldThatMayBeLeftOutStaysOutOfTheKey() {
    assertThat(SCHEMA.toMap(SCHEMA.complete(config().build()))).doesNotContainKey("offset");
  }

  @Test
  void theFieldsAreInTheOrderOfTheirNames() {
    assertThat(SCHEMA.fields())
        .extracting(ConfigField::name)
        .containsExactly(
            "factor", "groups", "limit", "offset", "path", "ratios", "rho_m", "rounding");
  }

  @Test
  void aClassWithoutASchemaIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigSchema.of(Object.class))
        .withMessage("class java.lang.Object has no Beam schema");
  }
}
