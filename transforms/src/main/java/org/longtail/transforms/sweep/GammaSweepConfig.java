package org.longtail.transforms.sweep;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.Default;
import org.longtail.transforms.step.OneOf;
import org.longtail.transforms.step.OrNumber;
import org.longtail.transforms.step.Range;

/**
 * Which ratios a sweep goes through. Fields that are left out get their defaults when a transform
 * is made from the configuration.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable; a transform sees them filled in
public abstract class GammaSweepConfig implements Serializable {

  @SchemaFieldDescription("The pruning ratios of the curve")
  @Default("[0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]")
  @Range(from = 0, to = 1, below = true)
  public abstract @Nullable List<Double> getGammas();

  @SchemaFieldDescription(
      "The ratio to choose: a number in [0, 1), or auto for the one before the largest fall")
  @Default("\"auto\"")
  @OrNumber
  public abstract @Nullable String getGamma();

  @SchemaFieldDescription(
      "Whether each ratio goes on from the one before, or is pruned from the trained network, all in parallel")
  @Default("\"chained\"")
  @OneOf({"chained", "independent"})
  public abstract @Nullable String getMode();

  @SchemaFieldDescription("Seed of the run: every random draw comes from it")
  @Default("1")
  public abstract @Nullable Long getSeed();

  @SchemaFieldDescription(
      "What makes a weight important: (weight x gradient)^2, the mean squared gradient, or |weight|")
  @Default("\"taylor\"")
  @OneOf({"taylor", "fisher", "l1"})
  public abstract @Nullable String getCriterion();

  @SchemaFieldDescription("Whether all layers are ranked together or each on its own")
  @Default("\"global\"")
  @OneOf({"global", "layer"})
  public abstract @Nullable String getScope();

  @SchemaFieldDescription("Pruning steps from one ratio to the next")
  @Default("10")
  @Range(from = 1)
  public abstract @Nullable Integer getSteps();

  @SchemaFieldDescription("Epochs of retraining after each pruning step")
  @Default("0.2")
  @Range(from = 0)
  public abstract @Nullable Double getRetrainEpochs();

  @SchemaFieldDescription("Learning rate of the retraining")
  @Range(from = 0, above = true)
  public abstract Double getLearningRate();

  @SchemaFieldDescription("Images in a batch")
  @Default("128")
  @Range(from = 1)
  public abstract @Nullable Integer getBatchSize();

  @SchemaFieldDescription(
      "Copies of the network that share each batch out among them, on as many GPUs as there are; each normalises its part by itself; one if left out")
  @Range(from = 1)
  public abstract @Nullable Integer getReplicas();

  @SchemaFieldDescription("Momentum of stochastic gradient descent")
  @Default("0.9")
  @Range(from = 0, to = 1, below = true)
  public abstract @Nullable Double getMomentum();

  @SchemaFieldDescription("Weight decay of the free positions")
  @Default("0.0005")
  @Range(from = 0)
  public abstract @Nullable Double getWeightDecay();

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

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_GammaSweepConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setGammas(@Nullable List<Double> value);

    public abstract Builder setGamma(@Nullable String value);

    public abstract Builder setMode(@Nullable String value);

    public abstract Builder setSeed(@Nullable Long value);

    public abstract Builder setCriterion(@Nullable String value);

    public abstract Builder setScope(@Nullable String value);

    public abstract Builder setSteps(@Nullable Integer value);

    public abstract Builder setRetrainEpochs(@Nullable Double value);

    public abstract Builder setLearningRate(Double value);

    public abstract Builder setBatchSize(@Nullable Integer value);

    public abstract Builder setReplicas(@Nullable Integer value);

    public abstract Builder setMomentum(@Nullable Double value);

    public abstract Builder setWeightDecay(@Nullable Double value);

    public abstract Builder setCrop(@Nullable String value);

    public abstract Builder setCropPadding(@Nullable Integer value);

    public abstract Builder setFlip(@Nullable Boolean value);

    public abstract Builder setColourJitter(@Nullable Double value);

    public abstract GammaSweepConfig build();
  }
}
