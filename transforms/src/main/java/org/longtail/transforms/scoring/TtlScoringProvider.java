package org.longtail.transforms.scoring;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link TtlScoring} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class TtlScoringProvider extends StepProvider<TtlScoringConfig> {

  public TtlScoringProvider() {
    super(TtlScoring.TYPE, TtlScoringConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<TtlScoringConfig> configs) {
    return TtlScoring.create(configs);
  }
}
