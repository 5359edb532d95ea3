package org.longtail.pipelines.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.longtail.schemas.runs.StepNames;

/**
 * What a run would do.
 *
 * @param comparedWith the earlier run that reasons are told from, if there is one
 * @param steps each step and each part, after those that it reads
 */
public record Plan(Optional<String> comparedWith, List<PlannedStep> steps) {

  public Plan {
    steps = List.copyOf(steps);
  }

  /** The names of all steps and parts. */
  public Set<String> names() {
    return new LinkedHashSet<>(steps.stream().map(PlannedStep::step).toList());
  }

  /** Seconds that the earlier run's computations took of what runs or may run. */
  public double seconds() {
    return steps.stream()
        .filter(step -> step.decision() != Decision.CACHED)
        .map(PlannedStep::seconds)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** The steps with their parts folded into them; variants for which the same holds in one line. */
  public List<PlanLine> lines(StepNames names) {
    List<PlanLine> lines = new ArrayList<>();
    for (PlanLine line : eachVariant(names)) {
      Optional<PlanLine> same = lines.stream().filter(line::sameAs).findFirst();
      if (same.isEmpty()) {
        lines.add(line);
      } else {
        List<String> variants = new ArrayList<>(same.get().variants());
        variants.addAll(line.variants());
        lines.set(
            lines.indexOf(same.get()),
            new PlanLine(
                line.step(),
                variants,
                line.decision(),
                line.parts(),
                line.cached(),
                line.reasons()));
      }
    }
    return lines;
  }

  /** The steps with their parts folded into them, each variant for itself. */
  public List<PlanLine> eachVariant(StepNames names) {
    Map<List<String>, List<PlannedStep>> byStep = new LinkedHashMap<>();
    for (PlannedStep step : steps) {
      byStep
          .computeIfAbsent(
              List.of(names.stepOf(step.step()), step.variant()), any -> new ArrayList<>())
          .add(step);
    }
    List<PlanLine> lines = new ArrayList<>();
    byStep.forEach((place, parts) -> lines.add(fold(place.get(0), place.get(1), parts, names)));
    lines.sort(Comparator.comparingInt(line -> names.rank(line.step())));
    return lines;
  }

  private static PlanLine fold(
      String step, String variant, Collection<PlannedStep> parts, StepNames names) {
    Decision decision = Decision.CACHED;
    Set<Reason> reasons = new LinkedHashSet<>();
    int cached = 0;
    for (PlannedStep part : parts) {
      decision = decision.and(part.decision());
      cached += part.decision() == Decision.CACHED ? 1 : 0;
    }
    for (PlannedStep part : parts) {
      if (part.decision() != Decision.CACHED || decision == Decision.CACHED) {
        part.reasons().stream()
            .filter(reason -> !waitsForPart(reason, step, names))
            .forEach(reasons::add);
      }
    }
    return new PlanLine(
        step, List.of(variant), decision, parts.size(), cached, List.copyOf(reasons));
  }

  /** That one part waits for another is a matter of the step's own. */
  private static boolean waitsForPart(Reason reason, String step, StepNames names) {
    return reason instanceof Reason.Waits waits
        && waits.from().stream().allMatch(from -> names.stepOf(from).equals(step));
  }
}
