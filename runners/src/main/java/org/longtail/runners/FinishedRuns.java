package org.longtail.runners;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.longtail.pipelines.report.Figures;
import org.longtail.pipelines.report.Requirement;
import org.longtail.pipelines.report.RunResults;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.ArtifactStores;
import org.longtail.schemas.store.StoreException;

/** The figures of the runs that requirements compare with. */
final class FinishedRuns {

  private FinishedRuns() {}

  /**
   * Reads the figures, by run.
   *
   * @param store where the runs are
   * @throws IllegalArgumentException if a run is not there or not done
   */
  static Map<String, Figures> figures(List<Requirement> requirements, StorePlace store) {
    Map<String, Figures> figures = new LinkedHashMap<>();
    for (Requirement requirement : requirements) {
      requirement
          .otherRun()
          .ifPresent(
              run -> figures.computeIfAbsent(run, name -> figures(name, requirement, store)));
    }
    return figures;
  }

  private static Figures figures(String run, Requirement requirement, StorePlace place) {
    ArtifactStore store = ArtifactStores.open(place.uri());
    try {
      StoredRun stored = StoredRun.done(store, RunName.checked(run));
      return Figures.of(RunResults.of(stored.finished(), store), stored.record().variants());
    } catch (StoreException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "requirement '%s': run '%s' in %s: %s",
              requirement.text(),
              run,
              place.uri(),
              e.getMessage()));
    }
  }
}
