package org.longtail.transforms.optimisation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.longtail.transforms.stage.DecoupledStageConfig;
import org.longtail.transforms.step.ConfigSchema;

/** The whole configuration of each stage: its own fields, then those of every stage. */
final class Stages {

  private static final ConfigSchema<DecoupledStageConfig> STAGE =
      ConfigSchema.of(DecoupledStageConfig.class);

  /** What the first stage hands on to the others. */
  private static final List<String> NETWORK = List.of("network", "depth", "width");

  private static final List<String> BY_PLACE = List.of("stage", "last");

  private Stages() {}

  /**
   * The stages in their order.
   *
   * @throws IllegalArgumentException if there is none, or a field is given that its place decides
   */
  static List<DecoupledStageConfig> of(DecoupledOptimisationConfig config) {
    List<DecoupledStageConfig> given = config.getStages();
    if (given.isEmpty()) {
      throw new IllegalArgumentException("field 'stages': there must be at least one");
    }
    DecoupledStageConfig every = config.getEveryStage();
    Map<String, Object> common = every == null ? Map.of() : STAGE.values(every);
    refuse(common, BY_PLACE, "every_stage");
    List<DecoupledStageConfig> stages = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Map<String, Object> own = STAGE.values(given.get(i));
      String place = String.format(Locale.ROOT, "stages[%d]", i);
      refuse(own, BY_PLACE, place);
      Map<String, Object> values = new TreeMap<>(common);
      if (i > 0) {
        refuse(own, NETWORK, place);
        NETWORK.forEach(values::remove);
      }
      values.putAll(own);
      values.put("stage", i + 1);
      values.put("last", i == given.size() - 1);
      stages.add(STAGE.of(values));
    }
    return List.copyOf(stages);
  }

  private static void refuse(Map<String, Object> values, List<String> fields, String place) {
    for (String field : fields) {
      if (values.containsKey(field)) {
        throw new IllegalArgumentException(
            BY_PLACE.contains(field)
                ? String.format(
                    Locale.ROOT,
                    "field '%s.%s': a stage's place in 'stages' says it; leave it out",
                    place,
                    field)
                : String.format(
                    Locale.ROOT,
                    "field '%s.%s': the first stage names the network, later ones go on with it; leave it out",
                    place,
                    field));
      }
    }
  }
}
