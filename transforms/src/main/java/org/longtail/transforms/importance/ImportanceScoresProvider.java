package org.longtail.transforms.importance;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link ImportanceScores} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class ImportanceScoresProvider extends StepProvider<ImportanceScoresConfig> {

  public ImportanceScoresProvider() {
    super(ImportanceScores.TYPE, ImportanceScoresConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<ImportanceScoresConfig> configs) {
    return ImportanceScores.create(configs);
  }
}
