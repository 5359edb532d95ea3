package org.longtail.transforms.sweep;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import org.apache.beam.sdk.schemas.AutoValueSchema;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.schemas.annotations.SchemaFieldDescription;

/** One ratio of a sweep: of the sweep's configuration, just what its state depends on. */
@AutoValue
@DefaultSchema(AutoValueSchema.class)
abstract class GammaRatioConfig implements Serializable {

  @SchemaFieldDescription("The ratio")
  abstract Double getGamma();

  @SchemaFieldDescription("Seed of the run: every random draw comes from it")
  abstract Long getSeed();

  @SchemaFieldDescription("Whether all layers are ranked together or each on its own")
  abstract String getScope();

  @SchemaFieldDescription("Pruning steps from one ratio to the next")
  abstract Integer getSteps();

  @SchemaFieldDescription("Epochs of retraining after each pruning step")
  abstract Double getRetrainEpochs();

  @SchemaFieldDescription("Learning rate of the retraining")
  abstract Double getLearningRate();

  @SchemaFieldDescription("Images in a batch")
  abstract Integer getBatchSize();

  @SchemaFieldDescription("Momentum of stochastic gradient descent")
  abstract Double getMomentum();

  @SchemaFieldDescription("Weight decay of the free positions")
  abstract Double getWeightDecay();

  @SchemaFieldDescription("Pixels of black around an image before the random crop; 0 for no crop")
  abstract Integer getCropPadding();

  @SchemaFieldDescription("Whether images are mirrored half of the time")
  abstract Boolean getFlip();

  static GammaRatioConfig of(double gamma, GammaSweepConfig sweep) {
    return new AutoValue_GammaRatioConfig.Builder()
        .setGamma(gamma)
        .setSeed(sweep.getSeed())
        .setScope(sweep.getScope())
        .setSteps(sweep.getSteps())
        .setRetrainEpochs(sweep.getRetrainEpochs())
        .setLearningRate(sweep.getLearningRate())
        .setBatchSize(sweep.getBatchSize())
        .setMomentum(sweep.getMomentum())
        .setWeightDecay(sweep.getWeightDecay())
        .setCropPadding(sweep.getCropPadding())
        .setFlip(sweep.getFlip())
        .build();
  }

  /** Fills in a configuration. */
  @AutoValue.Builder
  abstract static class Builder {

    abstract Builder setGamma(Double value);

    abstract Builder setSeed(Long value);

    abstract Builder setScope(String value);

    abstract Builder setSteps(Integer value);

    abstract Builder setRetrainEpochs(Double value);

    abstract Builder setLearningRate(Double value);

    abstract Builder setBatchSize(Integer value);

    abstract Builder setMomentum(Double value);

    abstract Builder setWeightDecay(Double value);

    abstract Builder setCropPadding(Integer value);

    abstract Builder setFlip(Boolean value);

    abstract GammaRatioConfig build();
  }
}
