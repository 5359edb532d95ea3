package org.longtail.pipelines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.longtail.pipelines.plan.Differences;
import org.longtail.pipelines.plan.Reason;
import org.longtail.schemas.store.Manifest;

/**
 * What tells two runs apart, variant by variant.
 *
 * @param variants how many variants were compared
 * @param variantsOnlyFirst variants that only the first has, which are not compared
 * @param variantsOnlySecond variants that only the second has
 * @param steps the steps that both have, with other settings or another version
 * @param lost steps that both have, of which the store has lost one
 * @param onlyFirst steps that only the first has, those of its own variants too
 * @param onlySecond steps that only the second has
 * @param outputs steps that both have, whose outputs differ
 * @param environment in what the places differ that they were computed on
 * @param resultsLost whether the store has lost results of a run, so that they are not compared
 * @param results the accuracies that differ
 * @param overSeeds the means over seeds that differ
 */
public record RunComparison(
    int variants,
    List<String> variantsOnlyFirst,
    List<String> variantsOnlySecond,
    List<StepChange> steps,
    List<Place> lost,
    List<Place> onlyFirst,
    List<Place> onlySecond,
    List<Place> outputs,
    List<EnvironmentChange> environment,
    boolean resultsLost,
    List<ResultChange> results,
    List<SeedsChange> overSeeds) {

  public RunComparison {
    variantsOnlyFirst = List.copyOf(variantsOnlyFirst);
    variantsOnlySecond = List.copyOf(variantsOnlySecond);
    steps = List.copyOf(steps);
    lost = List.copyOf(lost);
    onlyFirst = List.copyOf(onlyFirst);
    onlySecond = List.copyOf(onlySecond);
    outputs = List.copyOf(outputs);
    environment = List.copyOf(environment);
    results = List.copyOf(results);
    overSeeds = List.copyOf(overSeeds);
  }

  /**
   * One run.
   *
   * @param variables the value of each variable, by variant
   * @param steps by variant and name what each step was made from; nothing where the store has it
   *     no more
   * @param results its results; nothing where the store has lost some
   */
  public record Side(
      Map<String, Map<String, String>> variables,
      Map<String, Map<String, Optional<Manifest>>> steps,
      Optional<RunResults> results) {

    private Map<String, Optional<Manifest>> stepsOf(String variant) {
      return steps.getOrDefault(variant, Map.of());
    }
  }

  /**
   * A step of a variant.
   *
   * @param step its name
   * @param variant the variant, of both runs where they call it otherwise; empty where each run has
   *     just one
   */
  public record Place(String step, String variant) {}

  /**
   * A step that differs.
   *
   * @param place which
   * @param settings the fields that differ
   * @param versions the step's version in both, if they differ
   * @param code the digests of the code in both, if they differ
   */
  public record StepChange(
      Place place, List<Reason.Setting> settings, List<String> versions, List<String> code) {}

  /**
   * An accuracy that differs.
   *
   * @param variant of both runs, and the step's name where a variant is evaluated more than once
   * @param model whose it is
   * @param group class group, or {@code all}
   * @param first percent in the first run; nothing if it was not measured
   * @param second percent in the second run
   */
  public record ResultChange(
      String variant, String model, String group, OptionalDouble first, OptionalDouble second) {}

  /**
   * A mean over seeds that differs.
   *
   * @param setting of the variants, as in {@link OverSeeds}
   * @param model whose it is
   * @param group class group, or {@code all}
   * @param first percent in the first run; nothing if it was not measured
   * @param second percent in the second run
   */
  public record SeedsChange(
      String setting,
      String model,
      String group,
      Optional<Statistic> first,
      Optional<Statistic> second) {}

  /** Whether both are made of the same variants and steps, with the same settings. */
  public boolean sameSettings() {
    return steps.isEmpty()
        && lost.isEmpty()
        && onlyFirst.isEmpty()
        && onlySecond.isEmpty()
        && sameVariants();
  }

  /** Whether both came to the same: the accuracies, and every byte of what the steps gave. */
  public boolean sameResults() {
    return alikeWhereCompared() && onlyFirst.isEmpty() && onlySecond.isEmpty() && sameVariants();
  }

  /** Whether what both have, and the store still has, came to the same. */
  public boolean alikeWhereCompared() {
    return variants > 0
        && results.isEmpty()
        && overSeeds.isEmpty()
        && outputs.isEmpty()
        && lost.isEmpty()
        && !resultsLost;
  }

  private boolean sameVariants() {
    return variantsOnlyFirst.isEmpty() && variantsOnlySecond.isEmpty();
  }

  /** Compares two runs. */
  public static RunComparison of(Side first, Side second) {
    VariantPairs pairs = VariantPairs.of(first.variables(), second.variables());
    List<StepChange> changes = new ArrayList<>();
    List<Place> lost = new ArrayList<>();
    List<Place> onlyFirst = new ArrayList<>();
    List<Place> onlySecond = new ArrayList<>();
    List<Place> outputs = new ArrayList<>();
    for (VariantPairs.Pair pair : pairs.pairs()) {
      String variant = pairs.several() ? pair.name() : "";
      Map<String, Optional<Manifest>> before = first.stepsOf(pair.first());
      Map<String, Optional<Manifest>> now = second.stepsOf(pair.second());
      before.forEach(
          (step, manifest) -> {
            Place place = new Place(step, variant);
            Optional<Manifest> other = now.getOrDefault(step, Optional.empty());
            if (!now.containsKey(step)) {
              onlyFirst.add(place);
            } else if (manifest.isEmpty() || other.isEmpty()) {
              lost.add(place);
            } else {
              change(place, manifest.get(), other.get()).ifPresent(changes::add);
              if (!manifest.get().outputs().equals(other.get().outputs())) {
                outputs.add(place);
              }
            }
          });
      now.keySet().stream()
          .filter(step -> !before.containsKey(step))
          .forEach(step -> onlySecond.add(new Place(step, variant)));
    }
    pairs.onlyFirst().forEach(variant -> own(first, variant, onlyFirst));
    pairs.onlySecond().forEach(variant -> own(second, variant, onlySecond));
    boolean resultsLost = first.results().isEmpty() || second.results().isEmpty();
    return new RunComparison(
        pairs.pairs().size(),
        pairs.onlyFirst(),
        pairs.onlySecond(),
        changes,
        lost,
        onlyFirst,
        onlySecond,
        outputs,
        EnvironmentChange.between(first, second),
        resultsLost,
        resultsLost ? List.of() : ComparedResults.of(first, second, pairs),
        resultsLost ? List.of() : ComparedResults.overSeeds(first, second));
  }

  private static void own(Side run, String variant, List<Place> places) {
    run.stepsOf(variant).keySet().forEach(step -> places.add(new Place(step, variant)));
  }

  private static Optional<StepChange> change(Place place, Manifest before, Manifest now) {
    if (before.stepKey().equals(now.stepKey())) {
      return Optional.empty();
    }
    StepChange change =
        new StepChange(
            place,
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
}
