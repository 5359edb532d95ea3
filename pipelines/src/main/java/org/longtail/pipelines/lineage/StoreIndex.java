package org.longtail.pipelines.lineage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.DamagedStepException;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;

/** The finished steps of a store by their keys and by the contents of their outputs. */
public final class StoreIndex {

  private final Map<StepKey, Manifest> manifests;
  private final Map<String, List<Manifest>> producers = new TreeMap<>();

  private StoreIndex(Map<StepKey, Manifest> manifests) {
    this.manifests = manifests;
    manifests
        .values()
        .forEach(
            manifest ->
                manifest.outputs().stream()
                    .map(Manifest.Output::sha256)
                    .distinct()
                    .forEach(
                        digest ->
                            producers
                                .computeIfAbsent(digest, any -> new ArrayList<>())
                                .add(manifest)));
  }

  /** The index of a store as it is now; a manifest that is damaged is no finished step. */
  public static StoreIndex of(ArtifactStore store) {
    Map<StepKey, Manifest> manifests = new LinkedHashMap<>();
    // A store far away answers slowly, but many at once.
    store.steps().parallelStream()
        .flatMap(key -> readable(store, key).stream())
        .toList()
        .forEach(manifest -> manifests.put(manifest.stepKey(), manifest));
    return new StoreIndex(manifests);
  }

  private static Optional<Manifest> readable(ArtifactStore store, StepKey key) {
    try {
      return store.find(key);
    } catch (DamagedStepException e) {
      return Optional.empty();
    }
  }

  /** A finished step. */
  public Optional<Manifest> step(StepKey key) {
    return Optional.ofNullable(manifests.get(key));
  }

  /** The steps that made this content, by type and key. */
  public List<Manifest> producers(String sha256) {
    return Collections.unmodifiableList(producers.getOrDefault(sha256, List.of()));
  }

  /** The digests of outputs that begin with these digits. */
  public List<String> digests(String prefix) {
    return producers.keySet().stream().filter(digest -> digest.startsWith(prefix)).toList();
  }

  /** The steps whose keys begin with these digits. */
  public List<Manifest> steps(String prefix) {
    return manifests.values().stream()
        .filter(manifest -> manifest.key().startsWith(prefix))
        .toList();
  }
}
