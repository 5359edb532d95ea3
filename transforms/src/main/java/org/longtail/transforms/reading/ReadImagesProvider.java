package org.longtail.transforms.reading;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.StepProvider;

/** Makes {@link ReadImages} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class ReadImagesProvider extends StepProvider<ReadImagesConfig> {

  public ReadImagesProvider() {
    super(ReadImages.TYPE, ReadImagesConfig.class);
  }

  @Override
  protected SchemaTransform create(ReadImagesConfig config) {
    return ReadImages.create(config);
  }
}
