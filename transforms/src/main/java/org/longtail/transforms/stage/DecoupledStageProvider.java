package org.longtail.transforms.stage;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link DecoupledStage} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class DecoupledStageProvider extends StepProvider<DecoupledStageConfig> {

  public DecoupledStageProvider() {
    super(DecoupledStage.TYPE, DecoupledStageConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<DecoupledStageConfig> configs) {
    return DecoupledStage.create(configs);
  }
}
