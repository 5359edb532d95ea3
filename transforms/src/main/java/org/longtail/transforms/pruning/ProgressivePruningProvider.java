package org.longtail.transforms.pruning;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.StepProvider;

/** Makes {@link ProgressivePruning} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class ProgressivePruningProvider extends StepProvider<ProgressivePruningConfig> {

  public ProgressivePruningProvider() {
    super(ProgressivePruning.TYPE, ProgressivePruningConfig.class);
  }

  @Override
  protected SchemaTransform create(ProgressivePruningConfig config) {
    return ProgressivePruning.create(config);
  }
}
