package org.longtail.transforms.training;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.StepProvider;

/** Makes {@link TrainStage} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class TrainStageProvider extends StepProvider<TrainStageConfig> {

  public TrainStageProvider() {
    super(TrainStage.TYPE, TrainStageConfig.class);
  }

  @Override
  protected SchemaTransform create(TrainStageConfig config) {
    return TrainStage.create(config);
  }
}
