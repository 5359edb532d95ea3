package org.longtail.transforms.step;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.StepKey;

/**
 * Which steps a run computes although they are in the store. Each is computed once: what the run's
 * own events tell of is not asked for again, so that a job that starts anew goes on from there.
 */
public final class Forcing {

  private static final String PART = "/";

  private final boolean named;
  private final Optional<RunFolder> run;
  private final int eventsBefore;

  private Forcing(boolean named, Optional<RunFolder> run, int eventsBefore) {
    this.named = named;
    this.run = run;
    this.eventsBefore = eventsBefore;
  }

  /** No step is computed that need not be. */
  static Forcing none() {
    return new Forcing(false, Optional.empty(), 0);
  }

  /**
   * What the options ask of a step.
   *
   * @param step the step's name in events
   * @param run the run's folder
   * @throws IllegalArgumentException if a step is forced in a run that keeps no events
   */
  static Forcing of(String step, LongtailOptions options, Optional<RunFolder> run) {
    List<String> force = options.getForce();
    if (!force.isEmpty() && run.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "option 'force' is %s, but option 'run' names no run: without a run's events a step would be computed again each time that the job starts anew; set 'run'",
              force));
    }
    return new Forcing(names(force, step), run, options.getEventsBefore());
  }

  /**
   * Whether a step is among those to be forced.
   *
   * @param force names of steps; each stands for the step's parts too
   * @param step a step's name in events, or a part's, such as {@code Sweep/gamma 0.3}
   */
  public static boolean names(Collection<String> force, String step) {
    return force.stream().anyMatch(name -> step.equals(name) || step.startsWith(name + PART));
  }

  /** Whether the store's outputs will not do, since this run has not computed them itself. */
  boolean asksFor(StepKey key) {
    return named
        && run.orElseThrow().events(eventsBefore).stream()
            .noneMatch(
                event ->
                    event instanceof RunEvent.Finished done
                        && !done.cached()
                        && done.key().equals(key.digest()));
  }
}
