package org.longtail.transforms.pretrained;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.StepProvider;

/** Makes {@link ReadWeights} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class ReadWeightsProvider extends StepProvider<ReadWeightsConfig> {

  public ReadWeightsProvider() {
    super(ReadWeights.TYPE, ReadWeightsConfig.class);
  }

  @Override
  protected SchemaTransform create(ReadWeightsConfig config) {
    return ReadWeights.create(config);
  }
}
