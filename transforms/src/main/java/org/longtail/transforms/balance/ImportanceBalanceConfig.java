package org.longtail.transforms.balance;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;

/**
 * Which models are measured. Fields that are left out get their defaults when a transform is made
 * from the configuration.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable; a transform sees them filled in
public abstract class ImportanceBalanceConfig implements Serializable {

  @SchemaFieldDescription(
      "Name in the evaluation of the sub-models together, each with the same weight; the sub-models"
          + " alone are sub_model_1 and so on, after this name and a dot if it is not average")
  @Default("\"average\"")
  public abstract @Nullable String getModel();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_ImportanceBalanceConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setModel(@Nullable String value);

    public abstract ImportanceBalanceConfig build();
  }
}
