package org.longtail.transforms.freezing;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link FreezeMask} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class FreezeMaskProvider extends StepProvider<FreezeMaskConfig> {

  public FreezeMaskProvider() {
    super(FreezeMask.TYPE, FreezeMaskConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<FreezeMaskConfig> configs) {
    return FreezeMask.create(configs);
  }
}
