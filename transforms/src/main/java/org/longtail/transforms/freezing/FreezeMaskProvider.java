package org.longtail.transforms.freezing;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.StepProvider;

/** Makes {@link FreezeMask} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class FreezeMaskProvider extends StepProvider<FreezeMaskConfig> {

  public FreezeMaskProvider() {
    super(FreezeMask.TYPE, FreezeMaskConfig.class);
  }

  @Override
  protected SchemaTransform create(FreezeMaskConfig config) {
    return FreezeMask.create(config);
  }
}
