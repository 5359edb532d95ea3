package org.longtail.transforms.stage;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
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
 * One stage of Decoupled Optimisation. A field that is left out has the default of the step that it
 * is for; which fields a stage cannot do without is told when a transform is made.
 */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
@NullUnmarked // Beam's schema wants optional fields nullable
public abstract class DecoupledStageConfig implements Serializable {

  @SchemaFieldDescription("Number of the stage, from 1")
  @Default("1")
  @Range(from = 1)
  public abstract @Nullable Integer getStage();

  @SchemaFieldDescription(
      "Whether this is the last stage, which keeps all that is left and is not pruned")
  @Default("false")
  public abstract @Nullable Boolean getLast();

  @SchemaFieldDescription("Name of the stage's class group")
  public abstract @Nullable String getGroup();

  @SchemaFieldDescription("Least number of training images of a class of each group")
  @Range(from = 0)
  public abstract @Nullable Map<String, Long> getGroups();

  @SchemaFieldDescription("How classes are drawn (equation 1)")
  @OneOf({"natural", "enhanced", "inverse", "balanced"})
  public abstract @Nullable String getSampling();

  @SchemaFieldDescription("What offsets the logits class by class (equation 2)")
  @OneOf({"compensation", "cross_entropy", "balanced_softmax", "inverse_softmax"})
  public abstract @Nullable String getLoss();

  @SchemaFieldDescription("Offset of the compensation loss (equation 3)")
  @OneOf({"auto", "ones", "enhanced", "reversed"})
  public abstract @Nullable String getAlpha();

  @SchemaFieldDescription("Share of the stage's group in enhanced sampling and in its loss")
  @Range(from = 0, to = 1, above = true, below = true)
  public abstract @Nullable Double getRhoM();

  @SchemaFieldDescription("Seed of the run: every random draw comes from it")
  public abstract @Nullable Long getSeed();

  @SchemaFieldDescription("Network of the first stage; later stages go on with it")
  @OneOf({"cifar_resnet", "resnet"})
  public abstract @Nullable String getNetwork();

  @SchemaFieldDescription("Weighted layers of the first stage's network")
  @Range(from = 8)
  public abstract @Nullable Integer getDepth();

  @SchemaFieldDescription("Channels of the first layers of the first stage's network")
  @Range(from = 1)
  public abstract @Nullable Integer getWidth();

  @SchemaFieldDescription("Epochs of training; each has as many draws as there are training images")
  @Range(from = 1)
  public abstract @Nullable Integer getEpochs();

  @SchemaFieldDescription("Learning rate of the training at the start")
  @Range(from = 0, above = true)
  public abstract @Nullable Double getLearningRate();

  @SchemaFieldDescription("The learning rate of the training over the epochs")
  @OneOf({"cosine", "constant"})
  public abstract @Nullable String getSchedule();

  @SchemaFieldDescription("Images in a batch")
  @Range(from = 1)
  public abstract @Nullable Integer getBatchSize();

  @SchemaFieldDescription(
      "Copies of the network that share each batch out among them, on as many GPUs as there are; each normalises its part by itself; one if left out")
  @Range(from = 1)
  public abstract @Nullable Integer getReplicas();

  @SchemaFieldDescription("Momentum of stochastic gradient descent")
  @Range(from = 0, to = 1, below = true)
  public abstract @Nullable Double getMomentum();

  @SchemaFieldDescription("Weight decay of the free positions")
  @Range(from = 0)
  public abstract @Nullable Double getWeightDecay();

  @SchemaFieldDescription(
      "Random crop of an image: padded with black and cut back to its size, or a part of random size and aspect ratio resized to it")
  @OneOf({"padded", "resized"})
  public abstract @Nullable String getCrop();

  @SchemaFieldDescription("Pixels of black around an image before a padded crop; 0 for no crop")
  @Range(from = 0)
  public abstract @Nullable Integer getCropPadding();

  @SchemaFieldDescription("Whether images are mirrored half of the time")
  public abstract @Nullable Boolean getFlip();

  @SchemaFieldDescription(
      "How far brightness, contrast and saturation are changed at random, 0 for not at all")
  @Range(from = 0, to = 1)
  public abstract @Nullable Double getColourJitter();

  @SchemaFieldDescription(
      "How the ratios are tried: each from the one before, each from the trained network, or none")
  @Default("\"chained\"")
  @OneOf({"chained", "independent", "none"})
  public abstract @Nullable String getSweep();

  @SchemaFieldDescription("The pruning ratios of the sweep")
  @Range(from = 0, to = 1, below = true)
  public abstract @Nullable List<Double> getGammas();

  @SchemaFieldDescription(
      "Share of the stage's positions to remove: a number in [0, 1), or auto for the one before the largest fall of the sweep")
  @OrNumber
  public abstract @Nullable String getGamma();

  @SchemaFieldDescription("What makes a weight important")
  @OneOf({"taylor", "fisher", "l1"})
  public abstract @Nullable String getCriterion();

  @SchemaFieldDescription("Whether all layers are ranked together or each on its own")
  @OneOf({"global", "layer"})
  public abstract @Nullable String getScope();

  @SchemaFieldDescription("Pruning steps from one ratio to the next")
  @Range(from = 1)
  public abstract @Nullable Integer getSteps();

  @SchemaFieldDescription("Epochs of retraining after each pruning step")
  @Range(from = 0)
  public abstract @Nullable Double getRetrainEpochs();

  @SchemaFieldDescription("Learning rate of the retraining")
  @Range(from = 0, above = true)
  public abstract @Nullable Double getRetrainRate();

  /** An empty configuration to fill in. */
  public static Builder builder() {
    return new AutoValue_DecoupledStageConfig.Builder();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  public abstract static class Builder {

    public abstract Builder setStage(@Nullable Integer value);

    public abstract Builder setLast(@Nullable Boolean value);

    public abstract Builder setGroup(@Nullable String value);

    public abstract Builder setGroups(@Nullable Map<String, Long> value);

    public abstract Builder setSampling(@Nullable String value);

    public abstract Builder setLoss(@Nullable String value);

    public abstract Builder setAlpha(@Nullable String value);

    public abstract Builder setRhoM(@Nullable Double value);

    public abstract Builder setSeed(@Nullable Long value);

    public abstract Builder setNetwork(@Nullable String value);

    public abstract Builder setDepth(@Nullable Integer value);

    public abstract Builder setWidth(@Nullable Integer value);

    public abstract Builder setEpochs(@Nullable Integer value);

    public abstract Builder setLearningRate(@Nullable Double value);

    public abstract Builder setSchedule(@Nullable String value);

    public abstract Builder setBatchSize(@Nullable Integer value);

    public abstract Builder setReplicas(@Nullable Integer value);

    public abstract Builder setMomentum(@Nullable Double value);

    public abstract Builder setWeightDecay(@Nullable Double value);

    public abstract Builder setCrop(@Nullable String value);

    public abstract Builder setCropPadding(@Nullable Integer value);

    public abstract Builder setFlip(@Nullable Boolean value);

    public abstract Builder setColourJitter(@Nullable Double value);

    public abstract Builder setSweep(@Nullable String value);

    public abstract Builder setGammas(@Nullable List<Double> value);

    public abstract Builder setGamma(@Nullable String value);

    public abstract Builder setCriterion(@Nullable String value);

    public abstract Builder setScope(@Nullable String value);

    public abstract Builder setSteps(@Nullable Integer value);

    public abstract Builder setRetrainEpochs(@Nullable Double value);

    public abstract Builder setRetrainRate(@Nullable Double value);

    public abstract DecoupledStageConfig build();
  }
}
