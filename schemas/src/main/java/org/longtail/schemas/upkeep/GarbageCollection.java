package org.longtail.schemas.upkeep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.runs.RunState;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.Leftover;
import org.longtail.schemas.store.StepKey;
import org.longtail.schemas.store.StepRemoval;

/**
 * Removes old runs, and the steps that no run refers to any more.
 *
 * <p>Pipelines may run meanwhile. A run refers to every step that its event log names. The two
 * sides keep to an order each, and so never miss each other:
 *
 * <pre>
 * a run:  write to the log that the step is needed  ->  look for the step's manifest
 * here:   take the step's manifest away             ->  read the logs of all runs once more
 * </pre>
 *
 * <p>If the run still finds the manifest, it wrote to its log before the manifest was taken away,
 * so that the log, read after that, tells of it: the manifest is put back. If the run does not find
 * it, it waits for its turn to build the step, which the removal has until it is decided; then it
 * looks again, and finds the step put back, or computes it. A step that is being built is left
 * alone. If this process dies between the two, the step's next builder puts the manifest back.
 *
 * <p>A run that goes on is kept whatever its age. Whether one does, the store tells ({@link
 * RunFolder#goesOn}): a local store knows from the operating system whether the run's process
 * lives. A pipeline that runs without a run's name has no log; its steps are not protected.
 */
public final class GarbageCollection {

  /** How many steps are decided on at once: their logs are read once for all of them. */
  private static final int STEPS_AT_ONCE = 100;

  private final ArtifactStore store;
  private final Plan plan;
  private final List<Removed> removed = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private final List<String> goingOn = new ArrayList<>();

  private GarbageCollection(ArtifactStore store, Plan plan) {
    this.store = store;
    this.plan = plan;
  }

  /**
   * What is to be removed.
   *
   * @param keepRuns how many of the newest runs stay, at least 0, and every one that goes on
   * @param leftovers whether to remove what was set aside as damaged, and what builds left behind
   *     whose process died
   * @param dry whether only to tell
   */
  public record Plan(int keepRuns, boolean leftovers, boolean dry) {
    public Plan {
      if (keepRuns < 0) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "runs to keep: %d must be at least 0", keepRuns));
      }
    }
  }

  /** What kind of thing was removed. */
  public enum Kind {
    RUN,
    STEP,
    DAMAGED,
    BUILD
  }

  /**
   * Something that was, or would be, removed.
   *
   * @param kind what it is
   * @param name of the run or the step, or where it was
   * @param bytes size of its files
   */
  public record Removed(Kind kind, String name, long bytes) {}

  /**
   * What was done.
   *
   * @param removed what was, or would be, removed
   * @param keptRuns names of the runs that stay
   * @param runsGoingOn those of them that go on, or of which nothing tells that they do not
   * @param keptSteps how many steps stay
   */
  public record Report(
      List<Removed> removed, List<String> keptRuns, List<String> runsGoingOn, int keptSteps) {
    public Report {
      removed = List.copyOf(removed);
      keptRuns = List.copyOf(keptRuns);
      runsGoingOn = List.copyOf(runsGoingOn);
    }
  }

  /**
   * Removes what is to be removed.
   *
   * @throws org.longtail.schemas.store.StoreException if a kept run's log cannot be read; no step
   *     is removed then
   */
  public static Report collect(ArtifactStore store, Plan plan) {
    GarbageCollection collection = new GarbageCollection(store, plan);
    collection.removeRuns();
    int keptSteps = collection.removeSteps();
    if (plan.leftovers()) {
      collection.removeLeftovers();
    }
    return new Report(collection.removed, collection.kept, collection.goingOn, keptSteps);
  }

  private void removeRuns() {
    List<RunFolder> newestFirst =
        store.runs().stream().map(store::run).sorted(newestFirst()).toList();
    for (int i = 0; i < newestFirst.size(); i++) {
      RunFolder run = newestFirst.get(i);
      boolean goesOn = run.goesOn();
      long bytes = run.bytes();
      if (!goesOn && i >= plan.keepRuns() && (plan.dry() || run.remove())) {
        removed.add(new Removed(Kind.RUN, run.run(), bytes));
      } else {
        kept.add(run.run());
        if (goesOn) {
          goingOn.add(run.run());
        }
      }
    }
  }

  /** Of runs that began at the same time, or of which that is not known, the later name first. */
  private static Comparator<RunFolder> newestFirst() {
    Comparator<RunFolder> oldestFirst =
        Comparator.<RunFolder, String>comparing(
                run -> RunState.of(run).started().map(Object::toString).orElse(""))
            .thenComparing(RunFolder::run);
    return oldestFirst.reversed();
  }

  /** Gives the number of steps that stay. */
  private int removeSteps() {
    References references =
        new References(store, plan.dry() ? Optional.of(kept) : Optional.empty());
    Set<StepKey> needed = references.all();
    List<StepKey> steps = store.steps();
    List<StepKey> candidates = steps.stream().filter(key -> !needed.contains(key)).toList();
    int gone = 0;
    for (int from = 0; from < candidates.size(); from += STEPS_AT_ONCE) {
      List<StepKey> some =
          candidates.subList(from, Math.min(candidates.size(), from + STEPS_AT_ONCE));
      gone += plan.dry() ? tell(some) : remove(some, references);
    }
    return steps.size() - gone;
  }

  private int tell(List<StepKey> keys) {
    keys.forEach(key -> removed.add(removed(key)));
    return keys.size();
  }

  private Removed removed(StepKey key) {
    return new Removed(Kind.STEP, key.toString(), store.bytes(key));
  }

  private int remove(List<StepKey> keys, References references) {
    List<Taken> taken = new ArrayList<>();
    int gone = 0;
    try {
      for (StepKey key : keys) {
        store.beginRemoval(key).ifPresent(removal -> taken.add(new Taken(key, removal)));
      }
      Set<StepKey> needed = references.all();
      for (Taken step : taken) {
        if (!needed.contains(step.key())) {
          removed.add(removed(step.key()));
          step.removal().finish();
          gone++;
        }
      }
    } finally {
      taken.forEach(step -> step.removal().close());
    }
    return gone;
  }

  private record Taken(StepKey key, StepRemoval removal) {}

  private void removeLeftovers() {
    for (Leftover leftover : store.leftovers()) {
      Kind kind = leftover.kind() == Leftover.Kind.DAMAGED ? Kind.DAMAGED : Kind.BUILD;
      Removed one = new Removed(kind, leftover.place(), leftover.bytes());
      if (plan.dry() || leftover.remove()) {
        removed.add(one);
      }
    }
  }
}
