package org.longtail.pipelines.plan;

import java.util.List;

/**
 * A step with its parts, as a person reads of it.
 *
 * @param step its name
 * @param variants the variants for which the same holds
 * @param decision what will be done about it: it runs if one of its parts does
 * @param parts how many parts it has, itself among them; 1 if it has none
 * @param cached how many of them are taken from the store
 * @param reasons why it runs
 */
public record PlanLine(
    String step,
    List<String> variants,
    Decision decision,
    int parts,
    int cached,
    List<Reason> reasons) {

  public PlanLine {
    variants = List.copyOf(variants);
    reasons = List.copyOf(reasons);
  }

  /** Whether the same holds of both but for their variants. */
  boolean sameAs(PlanLine other) {
    return step.equals(other.step)
        && decision == other.decision
        && parts == other.parts
        && cached == other.cached
        && reasons.equals(other.reasons);
  }

  /** Whether it should be in the store: nothing that enters its key has changed but the version. */
  public boolean lost() {
    return decision == Decision.RUNS
        && !reasons.isEmpty()
        && reasons.stream()
            .allMatch(
                reason -> reason instanceof Reason.Unusable || reason instanceof Reason.Version);
  }
}
