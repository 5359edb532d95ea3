package org.longtail.transforms.sampling;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link GroupSampling} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class GroupSamplingProvider extends StepProvider<GroupSamplingConfig> {

  public GroupSamplingProvider() {
    super(GroupSampling.TYPE, GroupSamplingConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<GroupSamplingConfig> configs) {
    return GroupSampling.create(configs);
  }
}
