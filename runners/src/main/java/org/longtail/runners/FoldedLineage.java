package org.longtail.runners;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.longtail.pipelines.lineage.Lineage;
import org.longtail.pipelines.plan.Differences;
import org.longtail.schemas.runs.StepNames;
import org.longtail.schemas.store.StepKey;

/**
 * A lineage in which the parts of a step are folded into it, as far as the step itself is there.
 */
final class FoldedLineage {

  private final Lineage lineage;
  private final Map<StepKey, StepKey> wholes = new LinkedHashMap<>();

  /**
   * What a step reads from another one.
   *
   * @param from the other step; nothing for files outside the store and steps that are gone
   * @param digests the contents by input; a port with many has several
   * @param others the other steps that made some of it too
   */
  record Link(Optional<StepKey> from, Map<String, Set<String>> digests, Set<StepKey> others) {}

  /** The lineage of a report, folded by the names of its run. */
  FoldedLineage(LineageReport report) {
    this.lineage = report.lineage();
    Map<String, StepKey> byName = new LinkedHashMap<>();
    lineage.steps().keySet().forEach(key -> byName.putIfAbsent(report.name(key), key));
    StepNames names = report.names();
    for (StepKey key : lineage.steps().keySet()) {
      StepKey whole = byName.get(names.stepOf(report.name(key)));
      wholes.put(key, whole == null || key.equals(lineage.root()) ? key : whole);
    }
  }

  /** The step that another one is a part of, or itself. */
  StepKey whole(StepKey key) {
    return Objects.requireNonNull(wholes.getOrDefault(key, key));
  }

  /** How many parts are folded into a step. */
  long parts(StepKey whole) {
    return wholes.values().stream().filter(whole::equals).count() - 1;
  }

  /** What a step and its parts read from elsewhere. */
  List<Link> links(StepKey whole) {
    Map<Optional<StepKey>, Link> links = new LinkedHashMap<>();
    wholes.forEach(
        (key, its) -> {
          Lineage.Step step = lineage.steps().get(key);
          if (its.equals(whole) && step != null) {
            step.inputs().forEach(input -> add(input, whole, links));
          }
        });
    return new ArrayList<>(links.values());
  }

  private void add(Lineage.Input input, StepKey reader, Map<Optional<StepKey>, Link> links) {
    Optional<StepKey> from = input.producer().map(this::whole);
    if (from.equals(Optional.of(reader))) {
      return;
    }
    Link link =
        links.computeIfAbsent(from, any -> new Link(from, new TreeMap<>(), new LinkedHashSet<>()));
    link.digests()
        .computeIfAbsent(Differences.portOf(input.name()), any -> new TreeSet<>())
        .add(input.sha256());
    input.others().stream()
        .map(this::whole)
        .filter(other -> !Optional.of(other).equals(from) && !other.equals(reader))
        .forEach(link.others()::add);
  }
}
