package org.longtail.pipelines.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.EvaluationFile;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.StoreException;

/**
 * The results of a run.
 *
 * @param variants results by experiment variant; where a pipeline evaluates one variant more than
 *     once, by {@code variant/step}
 * @param balances how the parameters of models serve the class groups, by variant and model, where
 *     that was measured
 */
public record RunResults(
    Map<String, VariantResults> variants, Map<String, Map<String, Balances.OfModel>> balances) {

  private static final String EVALUATE = "Evaluate";

  public RunResults {
    variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    balances = Collections.unmodifiableMap(new LinkedHashMap<>(balances));
  }

  /** Results without a balance. */
  public RunResults(Map<String, VariantResults> variants) {
    this(variants, Map.of());
  }

  /** Whether steps of a type give results. */
  public static boolean isEvaluation(String type) {
    return type.equals(EVALUATE);
  }

  /**
   * The results of the evaluations and balances among a run's finished steps.
   *
   * @param finished steps of any type, in the order in which they are to be reported
   * @param store where their outputs are
   * @throws StoreException if an evaluation is missing from the store or damaged
   */
  public static RunResults of(Collection<RunEvent.Finished> finished, ArtifactStore store) {
    Map<String, List<RunEvent.Finished>> byVariant =
        finished.stream()
            .filter(event -> isEvaluation(event.type()))
            .collect(
                Collectors.groupingBy(
                    RunEvent.Finished::variant, LinkedHashMap::new, Collectors.toList()));
    Map<String, VariantResults> results = new LinkedHashMap<>();
    byVariant.forEach(
        (variant, evaluations) -> {
          for (RunEvent.Finished evaluation : evaluations) {
            String name = evaluations.size() == 1 ? variant : variant + "/" + evaluation.step();
            results.put(name, EvaluationReader.read(evaluationOf(evaluation, store)));
          }
        });
    return new RunResults(results, Balances.of(finished, store));
  }

  private static EvaluationFile evaluationOf(RunEvent.Finished event, ArtifactStore store) {
    Path file = StepOutput.fetch(event, ArtifactKind.EVALUATION, store);
    try {
      return EvaluationFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
