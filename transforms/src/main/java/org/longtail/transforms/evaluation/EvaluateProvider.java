package org.longtail.transforms.evaluation;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link Evaluate} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class EvaluateProvider extends StepProvider<EvaluateConfig> {

  public EvaluateProvider() {
    super(Evaluate.TYPE, EvaluateConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<EvaluateConfig> configs) {
    return Evaluate.create(configs);
  }
}
