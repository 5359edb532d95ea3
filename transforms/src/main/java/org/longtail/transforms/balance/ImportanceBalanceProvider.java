package org.longtail.transforms.balance;

import com.google.auto.service.AutoService;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.step.Variants;

/** Makes {@link ImportanceBalance} known to Beam. */
@AutoService(SchemaTransformProvider.class)
public final class ImportanceBalanceProvider extends StepProvider<ImportanceBalanceConfig> {

  public ImportanceBalanceProvider() {
    super(ImportanceBalance.TYPE, ImportanceBalanceConfig.class);
  }

  @Override
  protected LabelledTransform create(Variants<ImportanceBalanceConfig> configs) {
    return ImportanceBalance.create(configs);
  }
}
