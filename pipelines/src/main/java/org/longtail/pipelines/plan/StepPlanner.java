package org.longtail.pipelines.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;
import org.longtail.transforms.step.Computation;
import org.longtail.transforms.step.Forcing;
import org.longtail.transforms.step.Lookup;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepTransform;

/** Decides about one step at a time, as the step itself would. */
final class StepPlanner {

  private final ArtifactStore store;
  private final Optional<EarlierRun> earlier;
  private final Collection<String> force;

  StepPlanner(ArtifactStore store, Optional<EarlierRun> earlier, Collection<String> force) {
    this.store = store;
    this.earlier = earlier;
    this.force = force;
  }

  /**
   * What will be done about a step, and what it gives.
   *
   * @param stored what the store has of it, if it is taken from there
   */
  record Outcome(PlannedStep step, Optional<Manifest> stored) {

    /** The rows of an output. */
    List<Expected> rows(Port port) {
      return stored
          .map(
              manifest ->
                  manifest.outputs().stream()
                      .filter(output -> output.output().equals(port.name()))
                      .map(output -> manifest.artifact(output, step.variant()))
                      .map(artifact -> Expected.stored(step.step(), artifact))
                      .toList())
          .orElseGet(
              () -> List.of(Expected.pending(step.step(), step.decision() == Decision.RUNS)));
    }
  }

  /**
   * Decides about a step.
   *
   * @param rows what each connected input will hold for the variant
   */
  Outcome plan(StepTransform<?> step, String variant, Map<String, List<Expected>> rows)
      throws IOException {
    Map<String, List<Artifact>> known = new TreeMap<>();
    rows.forEach(
        (port, list) ->
            known.put(port, list.stream().flatMap(row -> row.artifact().stream()).toList()));
    List<Reason> waits = waits(rows);
    StepBefore before = StepBefore.of(step.label(), variant, earlier);
    boolean forced = Forcing.names(force, step.label());
    List<Reason> reasons = new ArrayList<>(forced ? List.of(new Reason.Forced()) : List.of());
    Optional<StepKey> key = Optional.empty();
    Optional<Manifest> stored = Optional.empty();
    if (waits.isEmpty()) {
      Computation computation = step.computation(variant, known, store);
      key = Optional.of(computation.key());
      Lookup found = Lookup.of(store, computation.key());
      reasons.addAll(
          found.damage().isPresent()
              ? List.of(new Reason.Unusable(found.damage().get()))
              : before.reasons(computation, rows, found.whole().isPresent()));
      stored = found.whole().filter(whole -> !forced);
    } else {
      reasons.addAll(waits);
      reasons.addAll(before.changes(step.partOfComputation(variant, known, store), rows));
    }
    Decision decision =
        stored.isPresent()
            ? Decision.CACHED
            : waits.isEmpty() || forced ? Decision.RUNS : Decision.DEPENDS;
    PlannedStep planned =
        new PlannedStep(
            step.label(),
            variant,
            step.type().name(),
            step.type().version(),
            decision,
            key.map(StepKey::digest).orElse(null),
            reasons,
            before.seconds());
    return new Outcome(planned, stored);
  }

  /** What is still to be made; what the same steps make, or comes by the same inputs, together. */
  private static List<Reason> waits(Map<String, List<Expected>> rows) {
    Map<Expected, Set<String>> ports = new LinkedHashMap<>();
    rows.forEach(
        (port, list) ->
            list.stream()
                .filter(row -> !row.known())
                .forEach(
                    row -> ports.computeIfAbsent(row, any -> new LinkedHashSet<>()).add(port)));
    Map<Wait, List<String>> steps = new LinkedHashMap<>();
    ports.forEach(
        (row, names) ->
            steps
                .computeIfAbsent(new Wait(List.copyOf(names), row.made()), any -> new ArrayList<>())
                .add(row.from()));
    List<Reason> waits = new ArrayList<>();
    steps.forEach((wait, from) -> waits.add(new Reason.Waits(wait.inputs(), from, wait.runs())));
    return waits;
  }

  private record Wait(List<String> inputs, boolean runs) {}
}
