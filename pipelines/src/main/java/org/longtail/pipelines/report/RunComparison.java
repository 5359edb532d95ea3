package org.longtail.pipelines.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.longtail.pipelines.plan.Differences;
import org.longtail.pipelines.plan.Reason;
import org.longtail.schemas.store.Manifest;

/**
 * What tells two runs apart.
 *
 * @param steps the steps that both have, with other settings or another version
 * @param lost names of steps that both have, of which the store has lost one
 * @param onlyFirst names of steps that only the first has
 * @param onlySecond names of steps that only the second has
 * @param results the accuracies that differ
 */
public record RunComparison(
    List<StepChange> steps,
    List<String> lost,
    List<String> onlyFirst,
    List<String> onlySecond,
    List<ResultChange> results) {

  public RunComparison {
    steps = List.copyOf(steps);
    lost = List.copyOf(lost);
    onlyFirst = List.copyOf(onlyFirst);
    onlySecond = List.copyOf(onlySecond);
    results = List.copyOf(results);
  }

  /**
   * One run.
   *
   * @param steps what each step was made from, by name and, in brackets, variant; nothing where the
   *     store has it no more
   * @param results its results, by variant
   */
  public record Side(Map<String, Optional<Manifest>> steps, Map<String, VariantResults> results) {}

  /**
   * A step that differs.
   *
   * @param step its name
   * @param settings the fields that differ
   * @param versions the step's version in both, if they differ
   * @param code the digests of the code in both, if they differ
   */
  public record StepChange(
      String step, List<Reason.Setting> settings, List<String> versions, List<String> code) {}

  /**
   * An accuracy that differs.
   *
   * @param variant of the second run
   * @param model whose it is
   * @param group class group, or {@code all}
   * @param first percent in the first run; nothing if it was not measured
   * @param second percent in the second run
   */
  public record ResultChange(
      String variant, String model, String group, OptionalDouble first, OptionalDouble second) {}

  /**
   * Compares two runs; where each has a single variant, these are compared whatever their names.
   */
  public static RunComparison of(Side first, Side second) {
    List<StepChange> changes = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    first
        .steps()
        .forEach(
            (step, before) -> {
              Optional<Manifest> now = second.steps().getOrDefault(step, Optional.empty());
              if (before.isPresent() && now.isPresent()) {
                change(step, before.get(), now.get()).ifPresent(changes::add);
              } else if (second.steps().containsKey(step)) {
                lost.add(step);
              }
            });
    return new RunComparison(
        changes,
        lost,
        missing(first.steps().keySet(), second.steps().keySet()),
        missing(second.steps().keySet(), first.steps().keySet()),
        results(first.results(), second.results()));
  }

  private static Optional<StepChange> change(String step, Manifest before, Manifest now) {
    if (before.stepKey().equals(now.stepKey())) {
      return Optional.empty();
    }
    StepChange change =
        new StepChange(
            step,
            Differences.settings(before.config(), now.config()),
            pair(versionOf(before), versionOf(now)),
            pair(before.code(), now.code()));
    return change.settings().isEmpty() && change.versions().isEmpty()
        ? Optional.empty()
        : Optional.of(change);
  }

  private static String versionOf(Manifest manifest) {
    return manifest.type() + " " + manifest.version();
  }

  private static List<String> pair(String before, String now) {
    return before.equals(now) ? List.of() : List.of(before, now);
  }

  private static List<String> missing(Set<String> names, Set<String> others) {
    return names.stream().filter(name -> !others.contains(name)).toList();
  }

  private static List<ResultChange> results(
      Map<String, VariantResults> first, Map<String, VariantResults> second) {
    List<ResultChange> changes = new ArrayList<>();
    boolean single = first.size() == 1 && second.size() == 1;
    second.forEach(
        (variant, now) -> {
          Optional<VariantResults> before =
              single
                  ? first.values().stream().findFirst()
                  : Optional.ofNullable(first.get(variant));
          before.ifPresent(results -> compare(variant, results, now, changes));
        });
    return changes;
  }

  private static void compare(
      String variant, VariantResults before, VariantResults now, List<ResultChange> changes) {
    Set<String> models = new LinkedHashSet<>(before.byModel().keySet());
    models.addAll(now.byModel().keySet());
    Accuracies none = new Accuracies(Map.of());
    for (String model : models) {
      Accuracies was = before.byModel().getOrDefault(model, none);
      Accuracies is = now.byModel().getOrDefault(model, none);
      Set<String> groups = new LinkedHashSet<>(was.percent().keySet());
      groups.addAll(is.percent().keySet());
      for (String group : groups) {
        if (!was.on(group).equals(is.on(group))) {
          changes.add(new ResultChange(variant, model, group, was.on(group), is.on(group)));
        }
      }
    }
  }
}
