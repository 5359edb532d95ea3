package org.longtail.transforms.pretrained;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;
import org.longtail.transforms.step.Location;

/**
 * Where trained weights come from. Fields that are left out get their defaults when a transform is
 * made from the configuration.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable; a transform sees them filled in
public abstract class ReadWeightsConfig implements Serializable {

  @SchemaFieldDescription("Seed of the run: a new classifier is drawn from it")
  @Default("1")
  public abstract @Nullable Long getSeed();

  @SchemaFieldDescription(
      "Weights file, as any step writes it; a relative path is meant from the pipeline file's folder")
  @Location
  public abstract String getPath();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_ReadWeightsConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setSeed(@Nullable Long value);

    public abstract Builder setPath(String value);

    public abstract ReadWeightsConfig build();
  }
}
