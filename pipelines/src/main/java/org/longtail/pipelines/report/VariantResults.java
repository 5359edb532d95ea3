package org.longtail.pipelines.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one experiment variant achieved.
 *
 * @param subModels each stage's sub-model on its own, by stage
 * @param joined the sub-models together, by how they were joined: those of {@code average}, {@code
 *     group} and {@code instance} that were scored, in this order; then what was scored under
 *     another name, such as a baseline
 * @param lambda by class group, the mean weight of each stage's sub-model over the group's test
 *     images under {@code instance}, {@code [stages]}, each sums to 1; empty if there was none
 */
public record VariantResults(
    List<SubModel> subModels, Map<String, Accuracies> joined, Map<String, List<Double>> lambda) {

  /**
   * One sub-model.
   *
   * @param stage 1..T
   * @param accuracies of this sub-model alone
   */
  public record SubModel(int stage, Accuracies accuracies) {}

  public VariantResults {
    subModels = List.copyOf(subModels);
    joined = Collections.unmodifiableMap(new LinkedHashMap<>(joined));
    lambda = Collections.unmodifiableMap(new LinkedHashMap<>(lambda));
  }

  /** Accuracies by name of the model: each sub-model alone, then the sub-models together. */
  public Map<String, Accuracies> byModel() {
    Map<String, Accuracies> models = new LinkedHashMap<>();
    subModels.forEach(model -> models.put("sub-model " + model.stage(), model.accuracies()));
    models.putAll(joined);
    return models;
  }

  /** The sub-models joined in one way, such as {@code average}, if that was scored. */
  public Optional<Accuracies> joinedBy(String mode) {
    return Optional.ofNullable(joined.get(mode));
  }
}
