package org.longtail.transforms.scoring;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.StepProvider;

/** Makes {@link TtlScoring} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class TtlScoringProvider extends StepProvider<TtlScoringConfig> {

  public TtlScoringProvider() {
    super(TtlScoring.TYPE, TtlScoringConfig.class);
  }

  @Override
  protected SchemaTransform create(TtlScoringConfig config) {
    return TtlScoring.create(config);
  }
}
