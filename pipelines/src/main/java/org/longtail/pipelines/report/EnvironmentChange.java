package org.longtail.pipelines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.longtail.schemas.store.Manifest;

/**
 * Something that bits depend on, in which the places differ that two runs' steps were computed on.
 *
 * @param name such as {@code processor}
 * @param first its values for the steps of the first run
 * @param second its values for the steps of the second run
 */
public record EnvironmentChange(String name, List<String> first, List<String> second) {

  public EnvironmentChange {
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  /** What differs; manifests that do not say what they were computed on are passed over. */
  static List<EnvironmentChange> between(RunComparison.Side first, RunComparison.Side second) {
    SortedMap<String, SortedSet<String>> before = values(first);
    SortedMap<String, SortedSet<String>> now = values(second);
    List<EnvironmentChange> changes = new ArrayList<>();
    before.forEach(
        (name, values) -> {
          SortedSet<String> others = now.get(name);
          if (others != null && !others.equals(values)) {
            changes.add(new EnvironmentChange(name, List.copyOf(values), List.copyOf(others)));
          }
        });
    return changes;
  }

  private static SortedMap<String, SortedSet<String>> values(RunComparison.Side run) {
    SortedMap<String, SortedSet<String>> values = new TreeMap<>();
    run.steps().values().stream()
        .map(Map::values)
        .flatMap(manifests -> manifests.stream().flatMap(Optional::stream))
        .map(Manifest::environment)
        .forEach(
            environment ->
                environment.forEach(
                    (name, value) ->
                        values.computeIfAbsent(name, any -> new TreeSet<>()).add(value)));
    return values;
  }
}
