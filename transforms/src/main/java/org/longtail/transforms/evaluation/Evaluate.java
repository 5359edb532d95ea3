package org.longtail.transforms.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.EvaluationFile;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.schemas.arrow.EvaluationFile.Score;
import org.longtail.schemas.arrow.PredictionsFile;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Scores predictions overall, by class group and by class.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("predictions", predictions).and("sampling", sampling)
 *     .apply(Evaluate.create(EvaluateConfig.builder().build()));
 * }</pre>
 */
public final class Evaluate extends StepTransform<EvaluateConfig> {

  static final StepType TYPE =
      new StepType(
          "Evaluate",
          "1.1.0",
          "Scores predictions overall, by class group and by class.",
          List.of(
              Port.many("predictions", ArtifactKind.PREDICTIONS, "of every model to compare"),
              Port.one("sampling", ArtifactKind.SAMPLING, "any stage's, for the groups")),
          List.of(Port.one("evaluation", ArtifactKind.EVALUATION, "a row a model and subset")));

  private Evaluate(Variants<EvaluateConfig> configs) {
    super(TYPE, EvaluateConfig.class, configs, Evaluate::evaluate);
  }

  /** The evaluation of predictions. */
  public static Evaluate create(EvaluateConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static Evaluate create(Variants<EvaluateConfig> configs) {
    return new Evaluate(configs);
  }

  private static void evaluate(StepContext<EvaluateConfig> context) throws IOException {
    List<SamplingFile.Row> classes = SamplingFile.read(context.input("sampling")).classes();
    Map<String, PredictionsFile> models = new TreeMap<>();
    for (Path path : context.inputs("predictions")) {
      PredictionsFile predictions = PredictionsFile.read(path);
      if (models.put(predictions.model(), predictions) != null) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "step Evaluate: input 'predictions' has model '%s' twice; connect each model once",
                predictions.model()));
      }
    }
    List<Score> scores = new ArrayList<>();
    Map<String, Double> summary = new TreeMap<>();
    for (PredictionsFile model : models.values()) {
      for (Score score : scores(model, classes)) {
        if (score.scope() != Scope.CLASS) {
          summary.put(model.model() + "." + score.subset(), score.accuracy());
        }
        if (score.scope() != Scope.CLASS || context.config().getPerClass()) {
          scores.add(score);
        }
      }
    }
    new EvaluationFile(scores).write(context.output("evaluation", "evaluation.arrow", summary));
  }

  /** The whole, the groups from that with the largest class down, and the classes. */
  private static List<Score> scores(PredictionsFile model, List<SamplingFile.Row> classes) {
    List<Score> scores = new ArrayList<>();
    scores.add(
        Tally.of(model, classes, any -> true).score(model.model(), Scope.ALL, EvaluationFile.ALL));
    classes.stream()
        .sorted(Comparator.comparingLong(SamplingFile.Row::count).reversed())
        .map(SamplingFile.Row::group)
        .distinct()
        .map(
            group ->
                Tally.of(model, classes, row -> row.group().equals(group))
                    .score(model.model(), Scope.GROUP, group))
        .forEach(scores::add);
    classes.stream()
        .map(
            wanted ->
                Tally.of(model, classes, row -> row.index() == wanted.index())
                    .score(model.model(), Scope.CLASS, wanted.label()))
        .forEach(scores::add);
    return scores;
  }
}
