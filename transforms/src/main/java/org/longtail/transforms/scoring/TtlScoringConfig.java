package org.longtail.transforms.scoring;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;
import org.longtail.transforms.step.OneOf;
import org.longtail.transforms.step.Range;

/**
 * How the sub-models are aggregated. Fields that are left out get their defaults when a transform
 * is made from the configuration.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable; a transform sees them filled in
public abstract class TtlScoringConfig implements Serializable {

  @SchemaFieldDescription("Seed of the run: every random draw comes from it")
  @Default("1")
  public abstract @Nullable Long getSeed();

  @SchemaFieldDescription("One lambda an image, one for the whole test set, or equal weights")
  @Default("\"instance\"")
  @OneOf({"instance", "group", "average"})
  public abstract @Nullable String getAggregation();

  @SchemaFieldDescription(
      "Random views of an image, an even number; lambda is averaged over the pairs")
  @Default("2")
  @Range(from = 2)
  public abstract @Nullable Integer getViews();

  @SchemaFieldDescription("Steps of gradient ascent; fewer keep lambda nearer to equal weights")
  @Default("50")
  @Range(from = 0)
  public abstract @Nullable Integer getSteps();

  @SchemaFieldDescription("Length of a step")
  @Default("1.0")
  @Range(from = 0, above = true)
  public abstract @Nullable Double getRate();

  @SchemaFieldDescription("Pixels of black around an image before the random crop; 0 for no crop")
  @Default("4")
  @Range(from = 0)
  public abstract @Nullable Integer getCropPadding();

  @SchemaFieldDescription("Whether images are mirrored half of the time")
  @Default("true")
  public abstract @Nullable Boolean getFlip();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_TtlScoringConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setSeed(@Nullable Long value);

    public abstract Builder setAggregation(@Nullable String value);

    public abstract Builder setViews(@Nullable Integer value);

    public abstract Builder setSteps(@Nullable Integer value);

    public abstract Builder setRate(@Nullable Double value);

    public abstract Builder setCropPadding(@Nullable Integer value);

    public abstract Builder setFlip(@Nullable Boolean value);

    public abstract TtlScoringConfig build();
  }
}
