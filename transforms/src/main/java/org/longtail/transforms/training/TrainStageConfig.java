package org.longtail.transforms.training;

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
 * How one stage is trained. Fields that are left out get their defaults when a transform is made
 * from the configuration.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable; a transform sees them filled in
public abstract class TrainStageConfig implements Serializable {

  @SchemaFieldDescription("Seed of the run: every random draw comes from it")
  @Default("1")
  public abstract @Nullable Long getSeed();

  @SchemaFieldDescription(
      "What is trained: every free position, or the last linear layer alone, begun anew, on the"
          + " features of input 'start'")
  @Default("\"all\"")
  @OneOf({"all", "classifier"})
  public abstract @Nullable String getParameters();

  @SchemaFieldDescription("Epochs; each has as many draws as there are training images")
  @Range(from = 1)
  public abstract Integer getEpochs();

  @SchemaFieldDescription("Learning rate at the start")
  @Range(from = 0, above = true)
  public abstract Double getLearningRate();

  @SchemaFieldDescription("The learning rate over the epochs")
  @Default("\"cosine\"")
  @OneOf({"cosine", "constant"})
  public abstract @Nullable String getSchedule();

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

  @SchemaFieldDescription(
      "Network of the first stage, which must name one, for small images (cifar_resnet) or those of ImageNet's size (resnet); later stages go on with it")
  @OneOf({"cifar_resnet", "resnet"})
  public abstract @Nullable String getNetwork();

  @SchemaFieldDescription(
      "Weighted layers of the first stage's network: 6 n + 2 for cifar_resnet, 18, 34, 50, 101 or 152 for resnet")
  @Range(from = 8)
  public abstract @Nullable Integer getDepth();

  @SchemaFieldDescription(
      "Channels of the first layers of the first stage's network; as published, 16 for cifar_resnet and 64 for resnet")
  @Range(from = 1)
  public abstract @Nullable Integer getWidth();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_TrainStageConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setSeed(@Nullable Long value);

    public abstract Builder setParameters(@Nullable String value);

    public abstract Builder setEpochs(Integer value);

    public abstract Builder setLearningRate(Double value);

    public abstract Builder setSchedule(@Nullable String value);

    public abstract Builder setBatchSize(@Nullable Integer value);

    public abstract Builder setReplicas(@Nullable Integer value);

    public abstract Builder setMomentum(@Nullable Double value);

    public abstract Builder setWeightDecay(@Nullable Double value);

    public abstract Builder setCrop(@Nullable String value);

    public abstract Builder setCropPadding(@Nullable Integer value);

    public abstract Builder setFlip(@Nullable Boolean value);

    public abstract Builder setColourJitter(@Nullable Double value);

    public abstract Builder setNetwork(@Nullable String value);

    public abstract Builder setDepth(@Nullable Integer value);

    public abstract Builder setWidth(@Nullable Integer value);

    public abstract TrainStageConfig build();
  }
}
