package org.longtail.transforms.training;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link TrainStage} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class TrainStageProvider extends StepProvider<TrainStageConfig> {

  public TrainStageProvider() {
    super(TrainStage.TYPE, TrainStageConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<TrainStageConfig> configs) {
    return TrainStage.create(configs);
  }
}
