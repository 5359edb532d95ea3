package org.longtail.transforms.splitting;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link SelectionSplit} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class SelectionSplitProvider extends StepProvider<SelectionSplitConfig> {

  public SelectionSplitProvider() {
    super(SelectionSplit.TYPE, SelectionSplitConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<SelectionSplitConfig> configs) {
    return SelectionSplit.create(configs);
  }
}
