package org.longtail.transforms.optimisation;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.stage.DecoupledStageConfig;

/** The stages of Decoupled Optimisation. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable
public abstract class DecoupledOptimisationConfig implements Serializable {

  @SchemaFieldDescription(
      "The stages in their order, many-shot classes first in the paper; stage numbers and the last stage follow from it")
  public abstract List<DecoupledStageConfig> getStages();

  @SchemaFieldDescription("What holds for every stage that does not say otherwise")
  public abstract @Nullable DecoupledStageConfig getEveryStage();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_DecoupledOptimisationConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setStages(List<DecoupledStageConfig> value);

    public abstract Builder setEveryStage(@Nullable DecoupledStageConfig value);

    public abstract DecoupledOptimisationConfig build();
  }
}
