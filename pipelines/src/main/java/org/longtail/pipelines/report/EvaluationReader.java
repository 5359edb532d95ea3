package org.longtail.pipelines.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.longtail.schemas.arrow.EvaluationFile;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.schemas.arrow.EvaluationFile.Score;

/** Reads one evaluation file into the form of a report. */
final class EvaluationReader {

  private static final String SUB_MODEL = "sub_model_";
  private static final String INSTANCE = "instance";
  private static final List<String> JOINED = List.of("average", "group", INSTANCE);

  private final List<Score> scores;

  private EvaluationReader(List<Score> scores) {
    this.scores = scores;
  }

  static VariantResults read(EvaluationFile file) {
    EvaluationReader reader = new EvaluationReader(file.scores());
    return new VariantResults(reader.subModels(), reader.joined(), reader.lambda());
  }

  /** How reports name a model: {@code sub-model 1} for {@code sub_model_1}. */
  static String title(String model) {
    return model.startsWith(SUB_MODEL) ? "sub-model " + model.substring(SUB_MODEL.length()) : model;
  }

  private List<VariantResults.SubModel> subModels() {
    return scores.stream()
        .map(Score::model)
        .distinct()
        .filter(model -> model.startsWith(SUB_MODEL))
        .map(
            model ->
                new VariantResults.SubModel(
                    Integer.parseInt(model.substring(SUB_MODEL.length())), accuracies(model)))
        .sorted(Comparator.comparingInt(VariantResults.SubModel::stage))
        .toList();
  }

  /** The method's own ways first, then models of other names, in the order of the file. */
  private Map<String, Accuracies> joined() {
    Map<String, Accuracies> joined = new LinkedHashMap<>();
    Stream.concat(JOINED.stream(), scores.stream().map(Score::model))
        .distinct()
        .filter(model -> !model.startsWith(SUB_MODEL))
        .forEach(
            model -> {
              Accuracies accuracies = accuracies(model);
              if (!accuracies.percent().isEmpty()) {
                joined.put(model, accuracies);
              }
            });
    return joined;
  }

  private Accuracies accuracies(String model) {
    Map<String, Double> percent = new LinkedHashMap<>();
    Stream.concat(groupsOf(model).stream(), overall(model))
        .filter(score -> !Double.isNaN(score.accuracy()))
        .forEach(score -> percent.put(score.subset(), 100 * score.accuracy()));
    return new Accuracies(percent);
  }

  private Map<String, List<Double>> lambda() {
    Map<String, List<Double>> lambda = new LinkedHashMap<>();
    for (Score score : groupsOf(INSTANCE)) {
      List<Double> weights = new ArrayList<>();
      for (float weight : score.lambda()) {
        weights.add((double) weight);
      }
      if (score.images() > 0 && !weights.isEmpty()) {
        lambda.put(score.subset(), List.copyOf(weights));
      }
    }
    return lambda;
  }

  private List<Score> groupsOf(String model) {
    return of(model, score -> score.scope() == Scope.GROUP).toList();
  }

  private Stream<Score> overall(String model) {
    return of(model, score -> score.scope() == Scope.ALL);
  }

  private Stream<Score> of(String model, Predicate<Score> wanted) {
    return scores.stream().filter(score -> score.model().equals(model)).filter(wanted);
  }
}
