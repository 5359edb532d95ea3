package org.longtail.transforms.sweep;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link GammaSweep} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class GammaSweepProvider extends StepProvider<GammaSweepConfig> {

  public GammaSweepProvider() {
    super(GammaSweep.TYPE, GammaSweepConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<GammaSweepConfig> configs) {
    return GammaSweep.create(configs);
  }
}
