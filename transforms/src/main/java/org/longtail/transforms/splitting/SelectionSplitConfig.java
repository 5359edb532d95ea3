package org.longtail.transforms.splitting;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;
import org.longtail.transforms.step.Range;

/**
 * How many images are held out. Fields that are left out get their defaults when a transform is
 * made from the configuration.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable; a transform sees them filled in
public abstract class SelectionSplitConfig implements Serializable {

  @SchemaFieldDescription("Seed of the run: every random draw comes from it")
  @Default("1")
  public abstract @Nullable Long getSeed();

  @SchemaFieldDescription(
      "Share of each class's images that is held out; at least one is, and one stays")
  @Default("0.1")
  @Range(from = 0, to = 1, above = true, below = true)
  public abstract @Nullable Double getShare();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_SelectionSplitConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setSeed(@Nullable Long value);

    public abstract Builder setShare(@Nullable Double value);

    public abstract SelectionSplitConfig build();
  }
}
