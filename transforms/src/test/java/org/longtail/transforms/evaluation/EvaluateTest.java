package org.longtail.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.EvaluationFile;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.schemas.arrow.EvaluationFile.Score;
import org.longtail.schemas.arrow.PredictionsFile;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.sampling.GroupSampling;
import org.longtail.transforms.sampling.GroupSamplingConfig;

@ExtendWith(SharedRun.class)
class EvaluateTest {

  private static final List<String> MODELS =
      List.of("average", "group", "instance", "sub_model_1", "sub_model_2", "sub_model_3");

  private final FinishedRun run;

  EvaluateTest(FinishedRun run) {
    this.run = run;
  }

  @Test
  void everyModelIsScoredOverallByGroupAndByClass() throws IOException {
    List<Score> scores = scores(run, "Results");

    for (String model : MODELS) {
      assertThat(scores)
          .filteredOn(score -> score.model().equals(model))
          .extracting(Score::subset)
          .containsExactly("all", "many", "medium", "few", "0", "1", "2", "3");
    }
    assertThat(scores).extracting(Score::model).containsOnly(MODELS.toArray(String[]::new));
  }

  @Test
  void aGroupHasTheTestImagesOfItsClasses() throws IOException {
    assertThat(scores(run, "Results"))
        .filteredOn(score -> score.model().equals("instance") && score.scope() != Scope.CLASS)
        .extracting(Score::images)
        .containsExactly(24L, 12L, 6L, 6L);
  }

  @Test
  void accuracyIsTheShareOfRightPredictions() throws IOException {
    PredictionsFile predictions = PredictionsFile.read(run.file("instance", "predictions.arrow"));
    long right =
        predictions.images().stream().filter(image -> image.predicted() == image.label()).count();

    assertThat(score("instance", "all").accuracy()).isCloseTo(right / 24.0, within(1e-12));
  }

  @Test
  void lambdaIsTheMeanOverTheSubset() throws IOException {
    double first =
        PredictionsFile.read(run.file("instance", "predictions.arrow")).images().stream()
            .filter(image -> image.label() == 3)
            .mapToDouble(image -> image.lambda()[0])
            .average()
            .orElseThrow();

    assertThat((double) score("instance", "few").lambda()[0]).isCloseTo(first, within(1e-6));
  }

  @Test
  void theSummaryHasTheAccuracyOfEveryModelOverallAndByGroup() throws IOException {
    assertThat(run.step("Results").summary())
        .hasSize(MODELS.size() * 4)
        .containsEntry("instance.few", score("instance", "few").accuracy())
        .containsEntry("sub_model_1.all", score("sub_model_1", "all").accuracy());
  }

  @Test
  void classesCanBeLeftOut() throws IOException {
    FinishedRun evaluated =
        run.then(
            Evaluate.create(EvaluateConfig.builder().setPerClass(false).build()),
            inputs("instance"));

    assertThat(scores(evaluated, "Step"))
        .extracting(Score::subset)
        .containsExactly("all", "many", "medium", "few");
  }

  @Test
  void groupsOfAnyNameGoFromTheLargestClassDown() throws IOException {
    FinishedRun sampled =
        run.then(
            GroupSampling.create(
                GroupSamplingConfig.builder()
                    .setStage(1)
                    .setGroup("upper_medium")
                    .setGroups(Map.of("a_few", 0L, "lower_medium", 8L, "upper_medium", 20L))
                    .setSampling("natural")
                    .build()),
            Map.of(
                "images",
                List.of(run.artifact("Images", "images-train.arrow", ArtifactKind.IMAGES))));

    Map<String, List<Artifact>> inputs = new HashMap<>(inputs("instance"));
    inputs.put(
        "sampling", List.of(sampled.artifact("Step", "sampling.arrow", ArtifactKind.SAMPLING)));
    FinishedRun evaluated =
        run.then(Evaluate.create(EvaluateConfig.builder().setPerClass(false).build()), inputs);

    assertThat(scores(evaluated, "Step"))
        .extracting(Score::subset)
        .containsExactly("all", "upper_medium", "lower_medium", "a_few");
  }

  @Test
  void aModelThatComesTwiceIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run.then(
                    Evaluate.create(EvaluateConfig.builder().build()),
                    inputs("instance", "instance")))
        .withMessageContaining("model 'instance' twice");
  }

  private Map<String, List<Artifact>> inputs(String... scorings) {
    List<Artifact> predictions =
        List.of(scorings).stream()
            .map(step -> run.artifact(step, "predictions.arrow", ArtifactKind.PREDICTIONS))
            .toList();
    return Map.of(
        "predictions",
        predictions,
        "sampling",
        List.of(run.artifact("Sample3", "sampling.arrow", ArtifactKind.SAMPLING)));
  }

  private Score score(String model, String subset) throws IOException {
    return scores(run, "Results").stream()
        .filter(score -> score.model().equals(model) && score.subset().equals(subset))
        .findFirst()
        .orElseThrow();
  }

  private static List<Score> scores(FinishedRun run, String step) throws IOException {
    return EvaluationFile.read(run.file(step, "evaluation.arrow")).scores();
  }
}
