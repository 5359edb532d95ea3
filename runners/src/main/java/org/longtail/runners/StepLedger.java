package org.longtail.runners;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.StepNames;

/**
 * Keeps account of a run's steps: what is finished, with the parts of a step folded into it, and
 * what failed.
 */
final class StepLedger {

  private final StepNames names;
  private final Map<Place, RunEvent.Finished> finished = new LinkedHashMap<>();
  private final Map<Place, RunEvent.Failed> failed = new LinkedHashMap<>();

  /** Where a step was set aside since the step of the place began to compute. */
  private final Set<Place> damagedInputs = new HashSet<>();

  private final List<RunEvent.Recomputed> recomputed = new ArrayList<>();

  private record Place(String step, String variant) {
    static Place of(RunEvent event) {
      return new Place(event.step(), event.variant());
    }
  }

  /**
   * An empty ledger.
   *
   * @param order names of the pipeline's steps, each after those that it needs
   */
  StepLedger(List<String> order) {
    this.names = new StepNames(order);
  }

  /** Enters an event. */
  synchronized void enter(RunEvent event) {
    Place place = Place.of(event);
    if (event instanceof RunEvent.Started) {
      damagedInputs.remove(place); // what was set aside before was its own earlier output
    } else if (event instanceof RunEvent.SetAside damaged) {
      damagedInputs.add(place);
      finished.values().removeIf(done -> isOf(done, damaged));
    } else if (event instanceof RunEvent.Finished done) {
      // A step that the cluster runs once more finds its own outputs: what counts is the first
      // time.
      finished.putIfAbsent(place, done);
      failed.remove(place);
    } else if (event instanceof RunEvent.Failed failure) {
      failed.putIfAbsent(place, failure);
    } else if (event instanceof RunEvent.Recomputed again) {
      recomputed.add(again);
    }
  }

  private static boolean isOf(RunEvent.Finished done, RunEvent.SetAside damaged) {
    return done.type().equals(damaged.type()) && done.key().equals(damaged.key());
  }

  /** Whether a step failed for a damaged input whose step has been set aside. */
  synchronized boolean failedForDamage() {
    return failed.keySet().stream().anyMatch(damagedInputs::contains);
  }

  /** The pipeline runs again: what failed may finish now. */
  synchronized void runsAgain() {
    failed.clear();
    damagedInputs.clear();
  }

  /** Whether an event's step is a part of another. */
  boolean isPart(String name) {
    return names.isPart(name);
  }

  /** The finished steps in the order of the pipeline, those of several variants by variant. */
  synchronized List<FinishedStep> steps() {
    return finished().stream().map(this::fold).toList();
  }

  /** The events of the finished steps without their parts, in the order of the pipeline. */
  synchronized List<RunEvent.Finished> finished() {
    List<RunEvent.Finished> own = new ArrayList<>(finished.values());
    own.removeIf(event -> isPart(event.step()));
    own.sort(
        Comparator.<RunEvent.Finished>comparingInt(event -> names.rank(event.step()))
            .thenComparing(RunEvent.Finished::variant));
    return own;
  }

  /** A finished step with its parts. */
  synchronized Optional<FinishedStep> step(String name, String variant) {
    return Optional.ofNullable(finished.get(new Place(name, variant))).map(this::fold);
  }

  /** The forced steps and parts that were in the store. */
  synchronized List<RunEvent.Recomputed> recomputed() {
    return List.copyOf(recomputed);
  }

  /** The first step that failed and did not finish after all. */
  synchronized Optional<RunEvent.Failed> failure() {
    return failed.values().stream().findFirst();
  }

  private FinishedStep fold(RunEvent.Finished own) {
    boolean cached = true;
    double seconds = 0;
    for (RunEvent.Finished event : finished.values()) {
      if (event.variant().equals(own.variant()) && names.stepOf(event.step()).equals(own.step())) {
        cached &= event.cached();
        seconds += event.seconds();
      }
    }
    return new FinishedStep(own.step(), own.variant(), own.type(), own.key(), cached, seconds);
  }
}
