package org.longtail.transforms.importance;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.StepProvider;

/** Makes {@link ImportanceScores} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class ImportanceScoresProvider extends StepProvider<ImportanceScoresConfig> {

  public ImportanceScoresProvider() {
    super(ImportanceScores.TYPE, ImportanceScoresConfig.class);
  }

  @Override
  protected SchemaTransform create(ImportanceScoresConfig config) {
    return ImportanceScores.create(config);
  }
}
