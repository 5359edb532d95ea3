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
      "What lambda weights: the sub-models' class probabilities or their logits")
  @Default("\"probabilities\"")
  @OneOf({"probabilities", "logits"})
  public abstract @Nullable String getSpace();

  @SchemaFieldDescription(
      "How lambda is learned: by gradient ascent, or by stochastic gradient descent over batches"
          + " of the test set, for one lambda alone")
  @Default("\"ascent\"")
  @OneOf({"ascent", "sgd"})
  public abstract @Nullable String getSolver();

  @SchemaFieldDescription(
      "Random views of an image, an even number; lambda is averaged over the pairs")
  @Default("2")
  @Range(from = 2)
  public abstract @Nullable Integer getViews();

  @SchemaFieldDescription("Steps of gradient ascent; fewer keep lambda nearer to equal weights")
  @Default("50")
  @Range(from = 0)
  public abstract @Nullable Integer getSteps();

  @SchemaFieldDescription("Passes of sgd over the test images, at most")
  @Default("5")
  @Range(from = 1)
  public abstract @Nullable Integer getEpochs();

  @SchemaFieldDescription("Images in a batch of sgd")
  @Default("128")
  @Range(from = 1)
  public abstract @Nullable Integer getBatchSize();

  @SchemaFieldDescription("The passes of sgd end after one that left a weight under this")
  @Default("0.05")
  @Range(from = 0, to = 1)
  public abstract @Nullable Double getStopBelow();

  @SchemaFieldDescription("Length of a step of ascent; learning rate of sgd")
  @Default("1.0")
  @Range(from = 0, above = true)
  public abstract @Nullable Double getRate();

  @SchemaFieldDescription(
      "What views are: cropped and mirrored as in training; for sade also jittered in colour, made"
          + " grey and blurred at random")
  @Default("\"training\"")
  @OneOf({"training", "sade"})
  public abstract @Nullable String getAugmentation();

  @SchemaFieldDescription(
      "Random crop of an image: padded with black and cut back to its size, or a part of random size and aspect ratio resized to it")
  @Default("\"padded\"")
  @OneOf({"padded", "resized"})
  public abstract @Nullable String getCrop();

  @SchemaFieldDescription("Pixels of black around an image before a padded crop; 0 for no crop")
  @Default("4")
  @Range(from = 0)
  public abstract @Nullable Integer getCropPadding();

  @SchemaFieldDescription("Whether images are mirrored half of the time")
  @Default("true")
  public abstract @Nullable Boolean getFlip();

  @SchemaFieldDescription(
      "How far brightness, contrast and saturation are changed at random, 0 for not at all")
  @Default("0")
  @Range(from = 0, to = 1)
  public abstract @Nullable Double getColourJitter();

  @SchemaFieldDescription(
      "How much of the label frequencies is taken out of the aggregated predictions, 0 for none;"
          + " needs input 'sampling'")
  @Default("0")
  @Range(from = 0)
  public abstract @Nullable Double getLogitAdjustment();

  @SchemaFieldDescription("Name of the model in results; that of the aggregation if left out")
  public abstract @Nullable String getModel();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_TtlScoringConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setSeed(@Nullable Long value);

    public abstract Builder setAggregation(@Nullable String value);

    public abstract Builder setSpace(@Nullable String value);

    public abstract Builder setSolver(@Nullable String value);

    public abstract Builder setViews(@Nullable Integer value);

    public abstract Builder setSteps(@Nullable Integer value);

    public abstract Builder setEpochs(@Nullable Integer value);

    public abstract Builder setBatchSize(@Nullable Integer value);

    public abstract Builder setStopBelow(@Nullable Double value);

    public abstract Builder setRate(@Nullable Double value);

    public abstract Builder setAugmentation(@Nullable String value);

    public abstract Builder setCrop(@Nullable String value);

    public abstract Builder setCropPadding(@Nullable Integer value);

    public abstract Builder setFlip(@Nullable Boolean value);

    public abstract Builder setColourJitter(@Nullable Double value);

    public abstract Builder setLogitAdjustment(@Nullable Double value);

    public abstract Builder setModel(@Nullable String value);

    public abstract TtlScoringConfig build();
  }
}
