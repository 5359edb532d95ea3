package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
class ConfigFieldTest {

  private static ConfigField field(String name) {
    return ConfigSchema.of(TotalConfig.class).fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFieldWithoutADefaultIsRequired() {
    assertThat(field("factor").required()).isTrue();
    assertThat(field("factor").fault(null)).contains("field 'factor' is required");
  }

  @ParameterizedTest
  @CsvSource({"limit", "offset", "path"})
  void aFieldWithADefaultOrThatMayBeEmptyIsNotRequired(String name) {
    assertThat(field(name).required()).isFalse();
    assertThat(field(name).fault(null)).isEmpty();
  }

  @Test
  void aNumberMustBeFinite() {
    assertThat(field("factor").fault(Double.POSITIVE_INFINITY))
        .contains("field 'factor': Infinity must be finite");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void aTextMustNotBeEmpty(String text) {
    assertThat(field("path").fault(text))
        .contains("field 'path': '" + text + "' must not be empty");
    assertThat(field("rounding").fault(text))
        .contains("field 'rounding': '" + text + "' is not one of down, up");
  }

  @Test
  void tellsItsDescriptionDefaultAndAllowedValues() {
    ConfigField rounding = field("rounding");

    assertThat(rounding.description()).isEqualTo("How to round");
    assertThat(rounding.defaultJson()).contains("\"down\"");
    assertThat(rounding.allowed()).isEqualTo(List.of("down", "up"));
  }

  @Test
  void onlyALocationIsALocation() {
    assertThat(ConfigSchema.of(TotalConfig.class).fields())
        .filteredOn(ConfigField::location)
        .extracting(ConfigField::name)
        .containsExactly("path");
  }

  @ParameterizedTest
  @CsvSource({
    "factor, at least 1",
    "rho_m, above 0 and below 1",
    "ratios, at least 0 and at most 1",
    "rounding, 'one of down, up'",
    "limit, ''"
  })
  void tellsItsRangeInWords(String name, String words) {
    assertThat(field(name).rangeText()).isEqualTo(words);
  }
}
