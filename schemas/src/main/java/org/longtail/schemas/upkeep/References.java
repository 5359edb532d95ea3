package org.longtail.schemas.upkeep;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.runs.RunFolder;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.StepKey;

/** Which steps the logs of runs refer to. */
final class References {

  private final ArtifactStore store;
  private final Optional<List<String>> runs;
  private final Map<String, Integer> read = new HashMap<>();
  private final Set<StepKey> steps = new HashSet<>();

  /**
   * References of runs.
   *
   * @param runs of these alone; of all that are in the store by then, if there are none given
   */
  References(ArtifactStore store, Optional<List<String>> runs) {
    this.store = store;
    this.runs = runs;
  }

  /** The steps that logs refer to now. What was referred to before stays. */
  Set<StepKey> all() {
    Collection<String> names = runs.isPresent() ? runs.get() : store.runs();
    names.forEach(this::readOn);
    return Set.copyOf(steps);
  }

  /**
   * Reads what was added to a log since the last time; all of it if the run goes on, since that may
   * be another one of the same name by now.
   */
  private void readOn(String name) {
    RunFolder run = store.run(name);
    int from = run.goesOn() ? 0 : read.getOrDefault(name, 0);
    List<RunEvent> events = run.events(from);
    read.put(name, from + events.size());
    for (RunEvent event : events) {
      if (event instanceof RunEvent.Needed needed) {
        add(needed.type(), needed.key());
      } else if (event instanceof RunEvent.Started started) {
        add(started.type(), started.key());
      } else if (event instanceof RunEvent.Finished finished) {
        add(finished.type(), finished.key());
      }
    }
  }

  private void add(String type, String key) {
    StepKey.named(type, key).ifPresent(steps::add);
  }
}
