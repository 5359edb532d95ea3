package org.longtail.transforms.optimisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class DecoupledOptimisationProviderTest {

  private final DecoupledOptimisationProvider provider = new DecoupledOptimisationProvider();
  private final Schema config = provider.configurationSchema();

  @Test
  void theFieldsOfEveryStageAreInSnakeCase() {
    assertThat(everyStage().getFieldNames()).contains("learning_rate", "rho_m", "retrain_rate");
    assertThat(stage()).isEqualTo(everyStage());
  }

  @Test
  void makesTheTransformFromARow() {
    Row every =
        Row.withSchema(everyStage())
            .withFieldValue("network", "cifar_resnet")
            .withFieldValue("depth", 8)
            .withFieldValue("width", 2)
            .build();
    Row only =
        Row.withSchema(stage())
            .withFieldValue("group", "many")
            .withFieldValue("sampling", "natural")
            .withFieldValue("epochs", 1)
            .withFieldValue("learning_rate", 0.1)
            .build();

    assertThat(
            provider.from(
                Row.withSchema(config)
                    .withFieldValue("every_stage", every)
                    .withFieldValue("stages", List.of(only))
                    .build()))
        .isInstanceOfSatisfying(
            DecoupledOptimisation.class,
            optimisation ->
                assertThat(optimisation.named("DO").steps())
                    .containsExactly(
                        "DO/stage 1/GroupSampling",
                        "DO/stage 1/TrainStage",
                        "DO/stage 1/FreezeMask"));
  }

  private Schema everyStage() {
    return Objects.requireNonNull(config.getField("every_stage").getType().getRowSchema());
  }

  private Schema stage() {
    return Objects.requireNonNull(
        Objects.requireNonNull(config.getField("stages").getType().getCollectionElementType())
            .getRowSchema());
  }
}
