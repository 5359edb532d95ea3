package org.longtail.pipelines.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.SweepFile;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStore;

/**
 * A run that is done, to be compared with others: what it found out by setting and seed. Variants
 * that have no seed are left out.
 *
 * @param results by setting (as in {@link OverSeeds}) and seed
 * @param balances how the parameters of models serve the class groups, by setting, seed and model
 * @param sweeps the curves of the run's sweeps, by setting and seed
 * @param images number of images that the run read, by split; of several sizes, each
 */
public record FinishedRun(
    Map<String, Map<String, VariantResults>> results,
    Map<String, Map<String, Map<String, Balances.OfModel>>> balances,
    Map<String, Map<String, List<SweepFile>>> sweeps,
    Map<String, List<Long>> images) {

  private static final String SWEEP = "GammaSweep";
  private static final String READ = "ReadImages";
  private static final String IMAGES = "_images";

  public FinishedRun {
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    balances = Collections.unmodifiableMap(new LinkedHashMap<>(balances));
    sweeps = Collections.unmodifiableMap(new LinkedHashMap<>(sweeps));
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
  }

  /**
   * Reads what a run's steps left in the store.
   *
   * @param finished the finished steps, each once for every variant
   * @param variables the value of each variable, by variant
   * @throws org.longtail.schemas.store.StoreException if an output is missing from the store or
   *     damaged
   */
  public static FinishedRun of(
      Collection<RunEvent.Finished> finished,
      Map<String, Map<String, String>> variables,
      ArtifactStore store) {
    Settings settings = new Settings(variables);
    RunResults results = RunResults.of(finished, store);
    return new FinishedRun(
        settings.bySeed(results.variants()),
        settings.bySeed(results.balances()),
        settings.bySeed(sweeps(finished, store)),
        images(finished));
  }

  private static Map<String, List<SweepFile>> sweeps(
      Collection<RunEvent.Finished> finished, ArtifactStore store) {
    Map<String, List<SweepFile>> sweeps = new LinkedHashMap<>();
    finished.stream()
        .filter(event -> event.type().equals(SWEEP))
        .forEach(
            event ->
                sweeps
                    .computeIfAbsent(event.variant(), any -> new ArrayList<>())
                    .add(sweep(event, store)));
    return sweeps;
  }

  private static SweepFile sweep(RunEvent.Finished event, ArtifactStore store) {
    Path file = StepOutput.fetch(event, ArtifactKind.SWEEP, store);
    try {
      return SweepFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** How many images were read is a metric of the step. */
  private static Map<String, List<Long>> images(Collection<RunEvent.Finished> finished) {
    return finished.stream()
        .filter(event -> event.type().equals(READ))
        .flatMap(event -> event.summary().entrySet().stream())
        .filter(metric -> metric.getKey().endsWith(IMAGES))
        .collect(
            Collectors.groupingBy(
                metric -> metric.getKey().substring(0, metric.getKey().length() - IMAGES.length()),
                LinkedHashMap::new,
                Collectors.collectingAndThen(
                    Collectors.mapping(
                        metric -> metric.getValue().longValue(),
                        Collectors.toCollection(TreeSet::new)),
                    List::copyOf)));
  }
}
