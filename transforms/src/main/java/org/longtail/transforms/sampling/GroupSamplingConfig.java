package org.longtail.transforms.sampling;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.Map;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;
import org.longtail.transforms.step.OneOf;
import org.longtail.transforms.step.Range;

/**
 * What one stage draws. Fields that are left out get their defaults when a transform is made from
 * the configuration.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable; a transform sees them filled in
public abstract class GroupSamplingConfig implements Serializable {

  @SchemaFieldDescription("Number of the stage, from 1")
  @Range(from = 1)
  public abstract Integer getStage();

  @SchemaFieldDescription("Name of the stage's class group")
  public abstract String getGroup();

  @SchemaFieldDescription("Least number of training images of a class of each group")
  @Default("{\"many\": 101, \"medium\": 20, \"few\": 0}")
  @Range(from = 0)
  public abstract @Nullable Map<String, Long> getGroups();

  @SchemaFieldDescription("How classes are drawn (equation 1)")
  @OneOf({"natural", "enhanced", "inverse", "balanced"})
  public abstract String getSampling();

  @SchemaFieldDescription("How logits are offset class by class (equation 2)")
  @Default("\"compensation\"")
  @OneOf({"compensation", "cross_entropy", "balanced_softmax", "inverse_softmax"})
  public abstract @Nullable String getLoss();

  @SchemaFieldDescription(
      "Offsets of the compensation loss (equation 3); auto takes those of the sampling")
  @Default("\"auto\"")
  @OneOf({"auto", "ones", "enhanced", "reversed"})
  public abstract @Nullable String getAlpha();

  @SchemaFieldDescription("Share of the stage's group in enhanced sampling and in its loss")
  @Default("0.8")
  @Range(from = 0, to = 1, above = true, below = true)
  public abstract @Nullable Double getRhoM();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_GroupSamplingConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setStage(Integer value);

    public abstract Builder setGroup(String value);

    public abstract Builder setGroups(@Nullable Map<String, Long> value);

    public abstract Builder setSampling(String value);

    public abstract Builder setLoss(@Nullable String value);

    public abstract Builder setAlpha(@Nullable String value);

    public abstract Builder setRhoM(@Nullable Double value);

    public abstract GroupSamplingConfig build();
  }
}
