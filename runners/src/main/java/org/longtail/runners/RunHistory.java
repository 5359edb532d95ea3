package org.longtail.runners;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.longtail.pipelines.NearestName;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.StoreException;

/** The runs of a store. */
final class RunHistory {

  private static final int NEAREST = 3;

  private final StorePlace place;
  private final ArtifactStore store;

  RunHistory(StorePlace place) {
    this.place = place;
    this.store = ArtifactStores.open(place.uri());
  }

  ArtifactStore store() {
    return store;
  }

  /**
   * A run that a person names.
   *
   * @throws IllegalArgumentException if there is none of this name; tells the nearest ones
   * @throws StoreException if its record is damaged
   */
  StoredRun get(String name) {
    List<String> names = store.runs();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "there is no run '%s' in %s; %s",
              name,
              place.uri(),
              names.isEmpty()
                  ? "it has no runs"
                  : String.format(
                      Locale.ROOT,
                      "the nearest names are %s",
                      String.join(", ", NearestName.list(name, names, NEAREST)))));
    }
    return StoredRun.read(store, name);
  }

  /** The latest run of a file, if there is one. */
  Optional<StoredRun> latestOf(Path file) {
    String path = file.toAbsolutePath().normalize().toString();
    return readable().stream()
        .filter(run -> run.record().file().equals(path))
        .max(Comparator.comparing(RunHistory::started));
  }

  /** All runs whose record can be read, the latest first. */
  List<StoredRun> readable() {
    return store.runs().stream()
        .flatMap(name -> readOrNothing(name).stream())
        .sorted(Comparator.comparing(RunHistory::started).reversed())
        .toList();
  }

  /** Instants do not sort as their texts do, which have as many digits as they need. */
  private static Instant started(StoredRun run) {
    return Instant.parse(run.record().started());
  }

  /** The names of runs whose record is missing or damaged. */
  List<String> unreadable() {
    return store.runs().stream().filter(name -> readOrNothing(name).isEmpty()).toList();
  }

  private Optional<StoredRun> readOrNothing(String name) {
    try {
      return Optional.of(StoredRun.read(store, name));
    } catch (StoreException e) {
      // Damaged: another run than the one that is asked for must not stand in the way.
      return Optional.empty();
    }
  }
}
