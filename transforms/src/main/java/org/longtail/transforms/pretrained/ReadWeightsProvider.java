package org.longtail.transforms.pretrained;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link ReadWeights} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class ReadWeightsProvider extends StepProvider<ReadWeightsConfig> {

  public ReadWeightsProvider() {
    super(ReadWeights.TYPE, ReadWeightsConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<ReadWeightsConfig> configs) {
    return ReadWeights.create(configs);
  }
}
