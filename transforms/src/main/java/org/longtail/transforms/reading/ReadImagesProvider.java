package org.longtail.transforms.reading;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link ReadImages} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class ReadImagesProvider extends StepProvider<ReadImagesConfig> {

  public ReadImagesProvider() {
    super(ReadImages.TYPE, ReadImagesConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<ReadImagesConfig> configs) {
    return ReadImages.create(configs);
  }
}
