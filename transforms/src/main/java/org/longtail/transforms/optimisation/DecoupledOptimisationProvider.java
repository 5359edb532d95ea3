package org.longtail.transforms.optimisation;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link DecoupledOptimisation} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class DecoupledOptimisationProvider extends StepProvider<DecoupledOptimisationConfig> {

  public DecoupledOptimisationProvider() {
    super(DecoupledOptimisation.TYPE, DecoupledOptimisationConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<DecoupledOptimisationConfig> configs) {
    return DecoupledOptimisation.create(configs);
  }
}
