package org.longtail.pipelines.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run will do about one step, or one part of a step, of one variant.
 *
 * @param step its name in events, such as {@code Sweep} or {@code Sweep/gamma 0.3}
 * @param variant the experiment variant
 * @param type the step's type
 * @param version the step's version
 * @param decision what will be done
 * @param key digest of its key; null while an input is not known
 * @param reasons why it runs, or how a step that is in the store differs from the earlier run
 * @param seconds how long the computation took that the earlier run has of it; null if it has none
 */
@JsonPropertyOrder({"step", "variant", "type", "version", "decision", "key", "reasons", "seconds"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlannedStep(
    String step,
    String variant,
    String type,
    String version,
    Decision decision,
    @Nullable String key,
    List<Reason> reasons,
    @Nullable Double seconds) {

  public PlannedStep {
    reasons = List.copyOf(reasons);
  }
}
