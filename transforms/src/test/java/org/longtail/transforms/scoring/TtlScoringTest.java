package org.longtail.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.images.Augmentation;
import org.longtail.images.BandedImages;
import org.longtail.learning.Architectures;
import org.longtail.learning.Classifier;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.Network;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.PredictionsFile;
import org.longtail.schemas.arrow.PredictionsFile.Prediction;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;

@ExtendWith(SharedRun.class)
class TtlScoringTest {

  private static final int STAGES = 3;

  private final FinishedRun run;
  private final ScoringInputs inputs;

  TtlScoringTest(FinishedRun run) {
    this.run = run;
    this.inputs = new ScoringInputs(run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"average", "group", "instance"})
  void everyTestImageIsPredictedWithItsLabel(String aggregation) throws IOException {
    PredictionsFile predictions = predictions(aggregation, "predictions");

    assertThat(predictions.model()).isEqualTo(aggregation);
    assertThat(predictions.images().stream().mapToInt(Prediction::label))
        .containsExactly(
            IntStream.of(BandedImages.test().labels()).boxed().toArray(Integer[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"average", "group", "instance"})
  void everyLambdaLiesOnTheSimplex(String aggregation) throws IOException {
    for (Prediction image : predictions(aggregation, "predictions").images()) {
      assertThat(floats(image.lambda())).hasSize(STAGES).allMatch(weight -> weight >= 0);
      assertThat(sum(image.lambda())).isCloseTo(1, within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"average", "group", "instance"})
  void probabilitiesAreTheSubModelsWeightedByLambda(String aggregation) throws IOException {
    List<List<Prediction>> subModels = new ArrayList<>();
    for (int stage = 1; stage <= STAGES; stage++) {
      subModels.add(predictions("average", "sub-model-" + stage).images());
    }

    List<Prediction> images = predictions(aggregation, "predictions").images();
    for (int i = 0; i < images.size(); i++) {
      for (int y = 0; y < images.get(i).probabilities().length; y++) {
        double expected = 0;
        for (int stage = 0; stage < STAGES; stage++) {
          expected +=
              images.get(i).lambda()[stage] * subModels.get(stage).get(i).probabilities()[y];
        }
        assertThat((double) images.get(i).probabilities()[y]).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void theMostProbableClassIsPredicted() throws IOException {
    for (Prediction image : predictions("instance", "predictions").images()) {
      assertThat(image.predicted()).isEqualTo(Classifier.predicted(image.probabilities()));
    }
  }

  @Test
  void averageTrustsEverySubModelAlike() throws IOException {
    for (Prediction image : predictions("average", "predictions").images()) {
      assertThat(image.lambda()).containsOnly(1f / STAGES);
    }
  }

  @Test
  void groupHasOneLambdaAndInstanceOneForEachImage() throws IOException {
    assertThat(lambdas("group")).hasSize(1);
    assertThat(lambdas("instance")).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aSubModelAlonePredictsWhatItsNetworkSays(int stage) throws IOException {
    WeightsFile weights = run.weights("Freeze" + stage);
    PredictionsFile alone = predictions("average", "sub-model-" + stage);

    assertThat(alone.model()).isEqualTo("sub_model_" + stage);
    try (Network network = Architectures.load(weights)) {
      float[][] expected =
          Classifier.probabilities(
              network,
              new ImageBatches(BandedImages.test(), weights.network().input(), Augmentation.NONE));
      for (int i = 0; i < expected.length; i++) {
        assertThat(alone.images().get(i).probabilities()).containsExactly(expected[i]);
        assertThat(alone.images().get(i).lambda()[stage - 1]).isEqualTo(1);
      }
    }
  }

  @Test
  void anotherSeedDrawsOtherViews() throws IOException {
    FinishedRun seeded =
        run.then(
            TtlScoring.create(TtlScoringConfig.builder().setSeed(2L).setCropPadding(1).build()),
            Map.of("images", inputs.images(), "sub_models", inputs.subModels(3, 1, 2)));

    assertThat(seeded.sha256("Step", "predictions.arrow"))
        .isNotEqualTo(run.sha256("instance", "predictions.arrow"));
    assertThat(seeded.sha256("Step", "sub-model-3.arrow"))
        .isEqualTo(run.sha256("instance", "sub-model-3.arrow"));
  }

  @Test
  void noSubModelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run.then(
                    TtlScoring.create(TtlScoringConfig.builder().build()),
                    Map.of("images", inputs.images(), "sub_models", List.of())))
        .withMessageContaining("input 'sub_models' is empty");
  }

  @Test
  void anOddNumberOfViewsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TtlScoring.create(TtlScoringConfig.builder().setViews(3).build()))
        .withMessage("field 'views': 3 must be even, as views are compared in pairs");
  }

  @Test
  void logitsAreWeightedBeforeTheirSoftmax() throws IOException {
    FinishedRun scored = score(config().setAggregation("average").setSpace("logits"));
    List<float[][]> logits = new ArrayList<>();
    for (int stage = 1; stage <= STAGES; stage++) {
      WeightsFile weights = run.weights("Freeze" + stage);
      try (Network network = Architectures.load(weights)) {
        logits.add(
            Classifier.logits(
                network,
                new ImageBatches(
                    BandedImages.test(), weights.network().input(), Augmentation.NONE)));
      }
    }

    List<Prediction> images = predictions(scored, "predictions").images();
    for (int i = 0; i < images.size(); i++) {
      double[] sum = new double[4];
      for (float[][] subModel : logits) {
        for (int y = 0; y < sum.length; y++) {
          sum[y] += subModel[i][y] / STAGES;
        }
      }
      double all = DoubleStream.of(sum).map(Math::exp).sum();
      for (int y = 0; y < sum.length; y++) {
        assertThat((double) images.get(i).probabilities()[y])
            .isCloseTo(Math.exp(sum[y]) / all, within(1e-6));
      }
    }
  }

  @Test
  void aSubModelAlonePredictsTheSameFromItsLogits() throws IOException {
    FinishedRun scored = score(config().setAggregation("average").setSpace("logits"));

    List<Prediction> images = predictions(scored, "sub-model-2").images();
    List<Prediction> expected = predictions("average", "sub-model-2").images();
    for (int i = 0; i < images.size(); i++) {
      assertThat(images.get(i).probabilities())
          .containsExactly(expected.get(i).probabilities(), within(1e-6f));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "instance, logits, ascent, training",
    "instance, probabilities, ascent, sade",
    "group, logits, sgd, sade"
  })
  void everyWayToLearnLambdaGivesWeightsOfTheSimplex(
      String aggregation, String space, String solver, String augmentation) throws IOException {
    FinishedRun scored =
        score(
            config()
                .setAggregation(aggregation)
                .setSpace(space)
                .setSolver(solver)
                .setAugmentation(augmentation));

    for (Prediction image : predictions(scored, "predictions").images()) {
      assertThat(floats(image.lambda())).hasSize(STAGES).allMatch(weight -> weight > 0);
      assertThat(sum(image.lambda())).isCloseTo(1, within(1e-6));
    }
    assertThat(scored.sha256("Step", "predictions.arrow"))
        .isNotEqualTo(run.sha256(aggregation, "predictions.arrow"));
  }

  @Test
  void anAdjustmentDividesTheLabelFrequenciesOutOfTheAggregateAlone() throws IOException {
    FinishedRun scored =
        run.then(
            TtlScoring.create(config().setAggregation("average").setLogitAdjustment(1.0).build()),
            Map.of(
                "images", inputs.images(),
                "sub_models", inputs.subModels(1, 2, 3),
                "sampling",
                    List.of(run.artifact("Sample1", "sampling.arrow", ArtifactKind.SAMPLING))));

    long[] counts = BandedImages.counts();
    List<Prediction> before = predictions("average", "predictions").images();
    List<Prediction> after = predictions(scored, "predictions").images();
    for (int i = 0; i < after.size(); i++) {
      float[] old = before.get(i).probabilities();
      double all =
          IntStream.range(0, old.length).mapToDouble(y -> (double) old[y] / counts[y]).sum();
      for (int y = 0; y < old.length; y++) {
        assertThat((double) after.get(i).probabilities()[y])
            .isCloseTo(old[y] / counts[y] / all, within(1e-6));
      }
    }
    assertThat(scored.sha256("Step", "sub-model-1.arrow"))
        .isEqualTo(run.sha256("average", "sub-model-1.arrow"));
  }

  @Test
  void aSingleNetworkIsTrustedWhollyUnderANameOfItsOwn() throws IOException {
    FinishedRun scored =
        run.then(
            TtlScoring.create(config().setAggregation("average").setModel("cross_entropy").build()),
            Map.of(
                "images", inputs.images(),
                "sub_models",
                    List.of(run.artifact("Train1", "weights.arrow", ArtifactKind.WEIGHTS))));

    PredictionsFile predictions = predictions(scored, "predictions");
    PredictionsFile alone = predictions(scored, "sub-model-1");
    assertThat(predictions.model()).isEqualTo("cross_entropy");
    assertThat(alone.model()).isEqualTo("cross_entropy.sub_model_1");
    for (int i = 0; i < predictions.images().size(); i++) {
      assertThat(predictions.images().get(i).lambda()).containsExactly(1f);
      assertThat(predictions.images().get(i).probabilities())
          .containsExactly(alone.images().get(i).probabilities());
    }
  }

  @Test
  void anAdjustmentWithoutCountsIsRefused() {
    TtlScoring scoring = TtlScoring.create(config().setLogitAdjustment(0.5).build());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> scoring.checkInputs(Set.of("images", "sub_models")))
        .withMessageContaining("field 'logit_adjustment': 0.5")
        .withMessageContaining("connect input 'sampling'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"instance", "average"})
  void oneLambdaByDescentNeedsTheGroup(String aggregation) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TtlScoring.create(config().setSolver("sgd").setAggregation(aggregation).build()))
        .withMessageContaining("field 'solver': sgd")
        .withMessageContaining("'aggregation' is " + aggregation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub_model_1", "average", "lambda", "submodels", "two words", ""})
  void aModelWhoseNameMeansSomethingElseIsRefused(String model) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TtlScoring.create(config().setModel(model).build()))
        .withMessageContaining(String.format(Locale.ROOT, "field 'model': '%s'", model));
  }

  private FinishedRun score(TtlScoringConfig.Builder config) {
    return run.then(
        TtlScoring.create(config.build()),
        Map.of("images", inputs.images(), "sub_models", inputs.subModels(1, 2, 3)));
  }

  private static TtlScoringConfig.Builder config() {
    return TtlScoringConfig.builder().setCropPadding(1);
  }

  private static PredictionsFile predictions(FinishedRun scored, String file) throws IOException {
    return PredictionsFile.read(scored.file("Step", file + ".arrow"));
  }

  private List<List<Double>> lambdas(String aggregation) throws IOException {
    return predictions(aggregation, "predictions").images().stream()
        .map(image -> floats(image.lambda()))
        .distinct()
        .toList();
  }

  private PredictionsFile predictions(String step, String file) throws IOException {
    return PredictionsFile.read(run.file(step, file + ".arrow"));
  }

  private static List<Double> floats(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList();
  }

  private static double sum(float[] values) {
    return floats(values).stream().mapToDouble(Double::doubleValue).sum();
  }
}
