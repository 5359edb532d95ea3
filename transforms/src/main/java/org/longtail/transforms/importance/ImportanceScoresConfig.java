package org.longtail.transforms.importance;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;
import org.longtail.transforms.step.OneOf;

/**
 * How importance is measured. Fields that are left out get their defaults when a transform is made
 * from the configuration.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable; a transform sees them filled in
public abstract class ImportanceScoresConfig implements Serializable {

  @SchemaFieldDescription(
      "What makes a weight important: (weight x gradient)^2, the mean squared gradient, or |weight|")
  @Default("\"taylor\"")
  @OneOf({"taylor", "fisher", "l1"})
  public abstract @Nullable String getCriterion();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_ImportanceScoresConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setCriterion(@Nullable String value);

    public abstract ImportanceScoresConfig build();
  }
}
