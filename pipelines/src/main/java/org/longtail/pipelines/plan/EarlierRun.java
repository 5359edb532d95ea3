package org.longtail.pipelines.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.DamagedStepException;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;

/** A run that a plan is compared with: what its steps were made from. */
public final class EarlierRun {

  private final String name;
  private final Map<Place, StepKey> keys;
  private final Set<String> variants;
  private final UnaryOperator<String> earlierVariant;
  private final ArtifactStore store;
  private final Map<StepKey, Optional<Manifest>> manifests = new HashMap<>();

  private record Place(String step, String variant) {}

  private EarlierRun(
      String name,
      Map<Place, StepKey> keys,
      UnaryOperator<String> earlierVariant,
      ArtifactStore store) {
    this.name = name;
    this.keys = keys;
    this.variants = new TreeSet<>(keys.keySet().stream().map(Place::variant).toList());
    this.earlierVariant = earlierVariant;
    this.store = store;
  }

  /**
   * A run by its finished steps.
   *
   * @param earlierVariant the variant of that run which a variant of the plan is compared with
   * @param store where its steps are
   */
  public static EarlierRun of(
      String name,
      Collection<RunEvent.Finished> finished,
      UnaryOperator<String> earlierVariant,
      ArtifactStore store) {
    Map<Place, StepKey> keys = new LinkedHashMap<>();
    finished.forEach(
        event ->
            keys.putIfAbsent(
                new Place(event.step(), event.variant()), new StepKey(event.type(), event.key())));
    return new EarlierRun(name, keys, earlierVariant, store);
  }

  /** The run's name. */
  public String name() {
    return name;
  }

  /** The key that a step had; a run of a single variant is compared with whatever variant. */
  Optional<StepKey> key(String step, String variant) {
    String earlier = earlierVariant.apply(variant);
    if (!variants.contains(earlier) && variants.size() == 1) {
      earlier = variants.iterator().next();
    }
    return Optional.ofNullable(keys.get(new Place(step, earlier)));
  }

  /** What a step was made from, if the store still has it. */
  Optional<Manifest> manifest(String step, String variant) {
    return key(step, variant).flatMap(key -> manifests.computeIfAbsent(key, this::find));
  }

  /** A manifest that cannot be read tells as little as one that is not there. */
  private Optional<Manifest> find(StepKey key) {
    try {
      return store.find(key);
    } catch (DamagedStepException e) {
      return Optional.empty();
    }
  }
}
