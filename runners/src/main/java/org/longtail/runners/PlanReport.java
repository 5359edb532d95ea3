package org.longtail.runners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.plan.Plan;
import org.longtail.pipelines.plan.PlannedStep;

/**
 * A plan for a program that reads it.
 *
 * @param comparedWith the earlier run that reasons are told from, absent if there is none
 * @param steps each step and each part, after those that it reads
 */
@JsonPropertyOrder({"compared_with", "steps"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanReport(
    @JsonProperty("compared_with") @Nullable String comparedWith, List<PlannedStep> steps) {

  static PlanReport of(Plan plan) {
    return new PlanReport(plan.comparedWith().orElse(null), plan.steps());
  }
}
