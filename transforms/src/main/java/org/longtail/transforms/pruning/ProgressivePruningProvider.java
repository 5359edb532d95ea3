package org.longtail.transforms.pruning;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link ProgressivePruning} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class ProgressivePruningProvider extends StepProvider<ProgressivePruningConfig> {

  public ProgressivePruningProvider() {
    super(ProgressivePruning.TYPE, ProgressivePruningConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<ProgressivePruningConfig> configs) {
    return ProgressivePruning.create(configs);
  }
}
