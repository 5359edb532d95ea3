package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class StepProviderTest {

  private final Total.Provider provider = new Total.Provider();

  @Test
  void goesByTheIdentifierOfTheType() {
    assertThat(provider.identifier()).isEqualTo(Total.TYPE.identifier());
  }

  @Test
  void namesTheInputsAndOutputsOfTheType() {
    assertThat(provider.inputCollectionNames()).containsExactly("first", "bonus", "more");
    assertThat(provider.outputCollectionNames()).containsExactly("sum", "terms");
  }

  @Test
  void theConfigurationSchemaHasTheFieldsInSnakeCase() {
    assertThat(provider.configurationSchema().getFieldNames())
        .containsExactlyElementsOf(provider.fields().stream().map(ConfigField::name).toList());
  }

  @Test
  void makesTheStepFromARow() {
    Row row =
        Row.withSchema(provider.configurationSchema())
            .withFieldValue("factor", 3)
            .withFieldValue("rounding", "up")
            .build();

    assertThat(provider.from(row))
        .isInstanceOfSatisfying(
            Total.class,
            total -> {
              assertThat(total.configs().at("any").getFactor()).isEqualTo(3);
              assertThat(total.configs().at("any").getRounding()).isEqualTo("up");
              assertThat(total.configs().at("any").getLimit()).isEqualTo(1000L);
            });
  }
}
