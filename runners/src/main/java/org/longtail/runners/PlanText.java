package org.longtail.runners;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.longtail.pipelines.plan.Decision;
import org.longtail.pipelines.plan.Plan;
import org.longtail.pipelines.plan.PlanLine;
import org.longtail.pipelines.plan.PlannedStep;
import org.longtail.pipelines.plan.Reason;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.runs.StepNames;

/** A plan for a person. */
final class PlanText {

  private static final int NAMED_VARIANTS = 3;

  private final Plan plan;
  private final StepNames names;
  private final Set<String> variants;

  /**
   * The text of a plan.
   *
   * @param names the names of the pipeline's steps, to fold parts into them
   */
  PlanText(Plan plan, StepNames names) {
    this.plan = plan;
    this.names = names;
    this.variants = new LinkedHashSet<>(plan.steps().stream().map(PlannedStep::variant).toList());
  }

  /** The whole plan: what runs and why, what may run, and what is taken from the store. */
  String whole() {
    List<PlanLine> lines = plan.lines(names);
    List<PlanLine> runs = of(lines, Decision.RUNS);
    List<String> text = new ArrayList<>();
    section(
        "ATTENTION, these should be in the store, but have to run:",
        runs.stream().filter(PlanLine::lost).toList(),
        text);
    section("To run:", runs.stream().filter(line -> !line.lost()).toList(), text);
    section("To run unless their inputs come out the same:", of(lines, Decision.DEPENDS), text);
    List<PlanLine> cached = of(lines, Decision.CACHED);
    section(
        String.format(
            Locale.ROOT, "CACHED, but otherwise than in run %s:", plan.comparedWith().orElse("")),
        cached.stream().filter(line -> !line.reasons().isEmpty()).toList(),
        text);
    String others =
        cached.stream()
            .filter(line -> line.reasons().isEmpty())
            .map(this::name)
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      text.add("CACHED: " + others);
    }
    text.add(summary());
    return String.join(System.lineSeparator(), text);
  }

  /** Such as {@code 1 step to run, 3 more unless their inputs come out the same, 8 CACHED}. */
  String summary() {
    List<PlanLine> lines = plan.eachVariant(names);
    int runs = of(lines, Decision.RUNS).size();
    int depend = of(lines, Decision.DEPENDS).size();
    int cached = of(lines, Decision.CACHED).size();
    StringBuilder text = new StringBuilder("Plan: ");
    text.append(runs == 1 ? "1 step to run, " : runs + " steps to run, ");
    if (depend > 0) {
      text.append(
          String.format(Locale.ROOT, "%d more unless their inputs come out the same, ", depend));
    }
    text.append(String.format(Locale.ROOT, "%d CACHED ", cached));
    text.append(
        plan.comparedWith()
            .map(run -> "(compared with run " + run)
            .orElse("(no earlier run of this file to compare with"));
    if (plan.seconds() > 0) {
      text.append(
          String.format(
              Locale.ROOT, ", where what is to run took %s", Seconds.text(plan.seconds())));
    }
    return text.append(").").toString();
  }

  private static List<PlanLine> of(List<PlanLine> lines, Decision decision) {
    return lines.stream().filter(line -> line.decision() == decision).toList();
  }

  private void section(String heading, List<PlanLine> lines, List<String> text) {
    if (lines.isEmpty()) {
      return;
    }
    text.add(heading);
    int width = lines.stream().mapToInt(line -> name(line).length()).max().orElse(0);
    for (PlanLine line : lines) {
      String name = name(line);
      List<String> reasons = new ArrayList<>(line.reasons().stream().map(Reason::text).toList());
      if (line.cached() > 0 && line.decision() != Decision.CACHED) {
        reasons.add(
            String.format(Locale.ROOT, "%d of its %d parts CACHED", line.cached(), line.parts()));
      }
      for (String reason : reasons) {
        text.add(
            String.format(
                Locale.ROOT, "  %s  %s", name + " ".repeat(width - name.length()), reason));
        name = "";
      }
      if (reasons.isEmpty()) {
        text.add("  " + name);
      }
    }
  }

  /** A step's name, with its variants where the line is not of all. */
  private String name(PlanLine line) {
    if (line.variants().size() == variants.size()
        || line.variants().equals(List.of(Artifact.DEFAULT_VARIANT))) {
      return line.step();
    }
    List<String> some = line.variants();
    String named = String.join("; ", some.subList(0, Math.min(NAMED_VARIANTS, some.size())));
    return some.size() <= NAMED_VARIANTS
        ? String.format(Locale.ROOT, "%s [%s]", line.step(), named)
        : String.format(
            Locale.ROOT, "%s [%s; and %d more]", line.step(), named, some.size() - NAMED_VARIANTS);
  }
}
