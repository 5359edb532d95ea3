package org.longtail.transforms.evaluation;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;

/**
 * What is evaluated. Fields that are left out get their defaults when a transform is made from the
 * configuration.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable; a transform sees them filled in
public abstract class EvaluateConfig implements Serializable {

  @SchemaFieldDescription("Whether accuracy is recorded for every class too")
  @Default("true")
  public abstract @Nullable Boolean getPerClass();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_EvaluateConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setPerClass(@Nullable Boolean value);

    public abstract EvaluateConfig build();
  }
}
