package org.longtail.transforms.stage;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.longtail.transforms.freezing.FreezeMask;
import org.longtail.transforms.freezing.FreezeMaskConfig;
import org.longtail.transforms.importance.ImportanceScores;
import org.longtail.transforms.importance.ImportanceScoresConfig;
import org.longtail.transforms.pruning.ProgressivePruning;
import org.longtail.transforms.pruning.ProgressivePruningConfig;
import org.longtail.transforms.sampling.GroupSampling;
import org.longtail.transforms.sampling.GroupSamplingConfig;
import org.longtail.transforms.step.ConfigSchema;
import org.longtail.transforms.step.Variants;
import org.longtail.transforms.sweep.GammaSweep;
import org.longtail.transforms.sweep.GammaSweepConfig;
import org.longtail.transforms.training.TrainStage;
import org.longtail.transforms.training.TrainStageConfig;

/**
 * The steps of a stage, each with those fields of the stage's configuration that it has itself;
 * what is called {@code retrain_rate} there is the {@code learning_rate} of the steps that prune.
 */
final class StageSteps {

  private static final ConfigSchema<DecoupledStageConfig> STAGE =
      ConfigSchema.of(DecoupledStageConfig.class);

  private final Variants<Map<String, Object>> training;
  private final Variants<Map<String, Object>> pruning;

  StageSteps(Variants<DecoupledStageConfig> configs) {
    this.training = configs.map(STAGE::values);
    this.pruning = training.map(StageSteps::pruningValues);
  }

  private static Map<String, Object> pruningValues(Map<String, Object> stage) {
    Map<String, Object> values = new TreeMap<>(stage);
    values.remove("learning_rate");
    if (stage.containsKey("retrain_rate")) {
      values.put("learning_rate", stage.get("retrain_rate"));
    }
    values.put("mode", stage.get("sweep"));
    return values;
  }

  GroupSampling sampling() {
    return GroupSampling.create(configs(GroupSamplingConfig.class, training));
  }

  TrainStage training() {
    return TrainStage.create(configs(TrainStageConfig.class, training));
  }

  ImportanceScores importance() {
    return ImportanceScores.create(configs(ImportanceScoresConfig.class, pruning));
  }

  GammaSweep sweep() {
    return GammaSweep.create(configs(GammaSweepConfig.class, pruning));
  }

  /** The pruning that takes over what the sweep chose. */
  ProgressivePruning pruningAfterSweep() {
    return ProgressivePruning.create(
        configs(ProgressivePruningConfig.class, pruning.map(StageSteps::withoutGamma)));
  }

  /** The pruning of the trained network to the configured gamma. */
  ProgressivePruning pruning() {
    return ProgressivePruning.create(configs(ProgressivePruningConfig.class, pruning));
  }

  FreezeMask freezing() {
    return FreezeMask.create(configs(FreezeMaskConfig.class, training));
  }

  private static Map<String, Object> withoutGamma(Map<String, Object> values) {
    Map<String, Object> rest = new TreeMap<>(values);
    rest.remove("gamma");
    return rest;
  }

  private static <C> Variants<C> configs(Class<C> type, Variants<Map<String, Object>> values) {
    Function<Map<String, Object>, C> read = ConfigSchema.of(type)::of;
    return values.map(read);
  }
}
