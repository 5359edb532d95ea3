package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number of a file is the same number however YAML lets it be written. */
class NumberSpellingTest {

  private static final Schema ROW =
      Schema.builder().addDoubleField("share").addInt64Field("seed").build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.7",
        "0.70",
        "0.7000",
        "7e-1",
        "7.0e-1",
        "70E-2",
        "+0.7",
        ".7",
        "0.7_0",
        "'0.7'",
        "\"0.70\"",
        "' .7 '"
      })
  void aShareHasManySpellings(String text) {
    assertThat(read(FieldType.DOUBLE, text)).isEqualTo(0.7);
    assertThat(read(FieldType.array(FieldType.DOUBLE), "[0, " + text + "]"))
        .isEqualTo(List.of(0.0, 0.7));
    assertThat(read(FieldType.map(FieldType.STRING, FieldType.DOUBLE), "{many: " + text + "}"))
        .isEqualTo(Map.of("many", 0.7));
    assertThat(read(FieldType.array(FieldType.row(ROW)), "[{seed: 1, share: " + text + "}]"))
        .isEqualTo(List.of(Row.withSchema(ROW).addValues(0.7, 1L).build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000",
        "1_000",
        "+1000",
        "1000.0",
        "1e3",
        "1.0e+3",
        "0x3e8",
        "0x3_E8",
        "01750",
        "0b1111101000",
        "'1000'",
        "'1e3'",
        "16:40"
      })
  void aWholeNumberHasManySpellings(String text) {
    assertThat(read(FieldType.INT64, text)).isEqualTo(1000L);
    assertThat(read(FieldType.INT32, text)).isEqualTo(1000);
    assertThat(read(FieldType.DOUBLE, text)).isEqualTo(1000.0);
    assertThat(read(FieldType.map(FieldType.STRING, FieldType.INT64), "{many: " + text + "}"))
        .isEqualTo(Map.of("many", 1000L));
  }

  private static Object read(FieldType type, String yaml) {
    Faults faults = new Faults();
    YamlValue value = YamlReader.read(new RenderedText(yaml, List.of(1)), faults).orElseThrow();
    Object read = new FieldReader("Step", "field", faults).read(type, value).orElse(faults.all());
    assertThat(faults.all()).isEmpty();
    return read;
  }
}
