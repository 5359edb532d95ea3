package org.longtail.pipelines.lineage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;

/** Follows steps back by the contents of their inputs. */
final class Tracer {

  private final StoreIndex index;
  private final Map<StepKey, Integer> places = new HashMap<>();
  private final Map<StepKey, Lineage.Step> steps = new LinkedHashMap<>();

  /** The steps between the root and the one at hand: none of them is behind it. */
  private final Set<StepKey> path = new HashSet<>();

  Tracer(StoreIndex index, List<StepKey> run) {
    this.index = index;
    run.forEach(key -> places.putIfAbsent(key, places.size()));
  }

  /** A step and all behind it, by key, each after one that reads it. */
  Map<StepKey, Lineage.Step> trace(Manifest root) {
    visit(root);
    return steps;
  }

  private void visit(Manifest step) {
    StepKey key = step.stepKey();
    if (steps.containsKey(key)) {
      return;
    }
    path.add(key);
    List<Lineage.Input> inputs = new ArrayList<>();
    step.inputs().forEach((name, digest) -> inputs.add(input(name, digest, key)));
    steps.put(key, new Lineage.Step(step, inputs));
    inputs.stream()
        .flatMap(input -> input.producer().stream())
        .flatMap(producer -> index.step(producer).stream())
        .forEach(this::visit);
    path.remove(key);
  }

  private Lineage.Input input(String name, String digest, StepKey reader) {
    List<StepKey> producers = index.producers(digest).stream().map(Manifest::stepKey).toList();
    int place = place(reader).orElse(Integer.MAX_VALUE);
    Optional<StepKey> chosen =
        producers.stream()
            .filter(key -> place(key).filter(before -> before < place).isPresent())
            .max(Comparator.comparing(key -> place(key).orElse(-1)))
            .or(() -> producers.stream().filter(key -> !path.contains(key)).findFirst());
    return new Lineage.Input(
        name,
        digest,
        chosen,
        producers.stream()
            .filter(key -> !path.contains(key) && !Optional.of(key).equals(chosen))
            .toList());
  }

  private Optional<Integer> place(StepKey key) {
    return Optional.ofNullable(places.get(key));
  }
}
