package org.longtail.pipelines.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.BalanceFile;
import org.longtail.schemas.arrow.BalanceFile.Balance;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStore;

/** The importance balances among a run's steps. */
public final class Balances {

  private static final String TYPE = "ImportanceBalance";

  private Balances() {}

  /**
   * How a model's parameters serve the class groups.
   *
   * @param importance mean importance by group
   * @param share each group's share of the sum over the groups, 0..1
   * @param correlation of importance with accuracy over the groups, -1..1; NaN if undefined
   * @param classCorrelation the same over the classes
   */
  public record OfModel(
      Map<String, Double> importance,
      Map<String, Double> share,
      double correlation,
      double classCorrelation) {

    public OfModel {
      importance = new LinkedHashMap<>(importance);
      share = new LinkedHashMap<>(share);
    }

    /**
     * How even importance is over the groups, 0..100: the least group's in percent of the greatest
     * group's. 100 if every group has as much.
     */
    public double evenness() {
      double least = importance.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
      double most = importance.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
      return 100 * least / most;
    }
  }

  /**
   * The balances that a run's steps measured, by variant and then by model.
   *
   * @throws org.longtail.schemas.store.StoreException if one is missing from the store or damaged
   */
  public static Map<String, Map<String, OfModel>> of(
      Collection<RunEvent.Finished> finished, ArtifactStore store) {
    Map<String, Map<String, OfModel>> balances = new LinkedHashMap<>();
    finished.stream()
        .filter(event -> event.type().equals(TYPE))
        .forEach(
            event ->
                balances
                    .computeIfAbsent(event.variant(), any -> new LinkedHashMap<>())
                    .putAll(models(read(event, store))));
    return balances;
  }

  private static BalanceFile read(RunEvent.Finished event, ArtifactStore store) {
    Path file = StepOutput.fetch(event, ArtifactKind.BALANCE, store);
    try {
      return BalanceFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Map<String, OfModel> models(BalanceFile file) {
    Map<String, List<Balance>> groups = new LinkedHashMap<>();
    file.rows().stream()
        .filter(row -> row.scope() == Scope.GROUP)
        .forEach(row -> groups.computeIfAbsent(row.model(), any -> new ArrayList<>()).add(row));
    Map<String, OfModel> models = new LinkedHashMap<>();
    groups.forEach((model, rows) -> models.put(EvaluationReader.title(model), of(rows)));
    return models;
  }

  private static OfModel of(List<Balance> groups) {
    Map<String, Double> importance = new LinkedHashMap<>();
    Map<String, Double> share = new LinkedHashMap<>();
    for (Balance group : groups) {
      importance.put(group.subset(), group.importance());
      share.put(group.subset(), group.share());
    }
    Balance any = groups.get(0);
    return new OfModel(importance, share, any.groupCorrelation(), any.classCorrelation());
  }
}
