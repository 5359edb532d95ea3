package org.longtail.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.schemas.NoSuchSchemaException;
import org.apache.beam.sdk.schemas.SchemaRegistry;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.longtail.transforms.balance.ImportanceBalanceConfig;
import org.longtail.transforms.evaluation.Evaluate;
import org.longtail.transforms.evaluation.EvaluateConfig;
import org.longtail.transforms.freezing.FreezeMask;
import org.longtail.transforms.freezing.FreezeMaskConfig;
import org.longtail.transforms.importance.ImportanceScores;
import org.longtail.transforms.importance.ImportanceScoresConfig;
import org.longtail.transforms.pretrained.ReadWeights;
import org.longtail.transforms.pretrained.ReadWeightsConfig;
import org.longtail.transforms.pruning.ProgressivePruning;
import org.longtail.transforms.pruning.ProgressivePruningConfig;
import org.longtail.transforms.reading.ReadImages;
import org.longtail.transforms.reading.ReadImagesConfig;
import org.longtail.transforms.sampling.GroupSampling;
import org.longtail.transforms.sampling.GroupSamplingConfig;
import org.longtail.transforms.scoring.TtlScoring;
import org.longtail.transforms.scoring.TtlScoringConfig;
import org.longtail.transforms.splitting.SelectionSplit;
import org.longtail.transforms.splitting.SelectionSplitConfig;
import org.longtail.transforms.step.StepProvider;
import org.longtail.transforms.sweep.GammaSweep;
import org.longtail.transforms.sweep.GammaSweepConfig;
import org.longtail.transforms.training.TrainStage;
import org.longtail.transforms.training.TrainStageConfig;

/** The steps as Beam finds them: by their providers, configured by rows. */
class StepProvidersTest {

  @Test
  void everyStepIsFoundByTheServiceLoader() {
    assertThat(providers().map(SchemaTransformProvider::identifier))
        .containsExactlyInAnyOrder(
            "beam:schematransform:org.longtail:decoupled_optimisation:v1",
            "beam:schematransform:org.longtail:decoupled_stage:v1",
            "beam:schematransform:org.longtail:evaluate:v1",
            "beam:schematransform:org.longtail:freeze_mask:v1",
            "beam:schematransform:org.longtail:gamma_sweep:v1",
            "beam:schematransform:org.longtail:group_sampling:v1",
            "beam:schematransform:org.longtail:importance_balance:v1",
            "beam:schematransform:org.longtail:importance_scores:v1",
            "beam:schematransform:org.longtail:progressive_pruning:v1",
            "beam:schematransform:org.longtail:read_images:v1",
            "beam:schematransform:org.longtail:read_weights:v1",
            "beam:schematransform:org.longtail:selection_split:v1",
            "beam:schematransform:org.longtail:train_stage:v1",
            "beam:schematransform:org.longtail:ttl_scoring:v1");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void everyFieldIsDescribed(StepProvider<?> provider) {
    assertThat(provider.configurationSchema().getFields())
        .allSatisfy(field -> assertThat(field.getDescription()).isNotBlank());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void aConfigurationRoundTripsThroughARow(String step, Object config)
      throws NoSuchSchemaException {
    assertThat(throughRow(config.getClass().getSuperclass(), config))
        .usingRecursiveComparison()
        .isEqualTo(config);
  }

  private static <C> C throughRow(Class<C> type, Object config) throws NoSuchSchemaException {
    SchemaRegistry registry = SchemaRegistry.createDefault();
    Row row = registry.getToRowFunction(type).apply(type.cast(config));
    return registry.getFromRowFunction(type).apply(row);
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        Arguments.of(
            "read_images",
            ReadImagesConfig.builder()
                .setFormat("idx")
                .setPath("data")
                .setMean(List.of(0.5, 0.25))
                .build()),
        Arguments.of(
            "read_weights",
            ReadWeightsConfig.builder().setSeed(7L).setPath("resnet152.arrow").build()),
        Arguments.of(
            "group_sampling",
            GroupSamplingConfig.builder()
                .setStage(2)
                .setGroup("medium")
                .setGroups(Map.of("medium", 5L, "few", 0L))
                .setSampling("enhanced")
                .setRhoM(0.7)
                .build()),
        Arguments.of(
            "train_stage",
            TrainStageConfig.builder()
                .setSeed(3L)
                .setEpochs(2)
                .setLearningRate(0.1)
                .setFlip(false)
                .build()),
        Arguments.of(
            "importance_balance",
            ImportanceBalanceConfig.builder().setModel("cross_entropy").build()),
        Arguments.of(
            "importance_scores", ImportanceScoresConfig.builder().setCriterion("taylor").build()),
        Arguments.of(
            "gamma_sweep",
            GammaSweepConfig.builder()
                .setGammas(List.of(0.0, 0.5))
                .setGamma("auto")
                .setLearningRate(0.01)
                .build()),
        Arguments.of(
            "progressive_pruning",
            ProgressivePruningConfig.builder()
                .setGamma("0.5")
                .setScope("layer")
                .setLearningRate(0.01)
                .build()),
        Arguments.of("freeze_mask", FreezeMaskConfig.builder().setSeed(9L).build()),
        Arguments.of(
            "ttl_scoring",
            TtlScoringConfig.builder().setAggregation("group").setViews(4).setRate(0.5).build()),
        Arguments.of(
            "selection_split", SelectionSplitConfig.builder().setShare(0.2).setSeed(4L).build()),
        Arguments.of("evaluate", EvaluateConfig.builder().setPerClass(false).build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aRowMakesTheStepsTransform(String step, Map<String, Object> fields, Class<?> transform) {
    assertThat(provider(step).from(row(step, fields))).isInstanceOf(transform);
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of("read_images", required("read_images"), ReadImages.class),
        Arguments.of("read_weights", required("read_weights"), ReadWeights.class),
        Arguments.of("group_sampling", required("group_sampling"), GroupSampling.class),
        Arguments.of("train_stage", required("train_stage"), TrainStage.class),
        Arguments.of("importance_scores", Map.of(), ImportanceScores.class),
        Arguments.of("gamma_sweep", required("gamma_sweep"), GammaSweep.class),
        Arguments.of(
            "progressive_pruning", required("progressive_pruning"), ProgressivePruning.class),
        Arguments.of("freeze_mask", Map.of(), FreezeMask.class),
        Arguments.of("ttl_scoring", Map.of(), TtlScoring.class),
        Arguments.of("selection_split", Map.of(), SelectionSplit.class),
        Arguments.of("evaluate", Map.of(), Evaluate.class));
  }

  @ParameterizedTest
  @CsvSource({
    "read_images, format, png",
    "group_sampling, sampling, sometimes",
    "group_sampling, loss, hinge",
    "group_sampling, group, tiny",
    "group_sampling, alpha, halved",
    "train_stage, schedule, linear",
    "train_stage, parameters, head",
    "train_stage, network, resnet_50",
    "importance_scores, criterion, random",
    "gamma_sweep, gamma, 1",
    "gamma_sweep, scope, row",
    "progressive_pruning, gamma, most",
    "progressive_pruning, scope, row",
    "ttl_scoring, aggregation, median",
    "ttl_scoring, space, pixels",
    "ttl_scoring, solver, newton",
    "ttl_scoring, augmentation, none",
    "ttl_scoring, model, sub_model_1"
  })
  void aTextThatIsNotAllowedIsRefusedWithTheFieldsName(String step, String field, String value) {
    assertRefused(step, field, value);
  }

  @ParameterizedTest
  @CsvSource({
    "group_sampling, stage, 0",
    "train_stage, epochs, 0",
    "train_stage, batch_size, 0",
    "train_stage, crop_padding, -1",
    "train_stage, depth, 7",
    "train_stage, width, 0",
    "gamma_sweep, steps, 0",
    "gamma_sweep, batch_size, 0",
    "progressive_pruning, steps, 0",
    "ttl_scoring, views, 0",
    "ttl_scoring, views, 3",
    "ttl_scoring, steps, -1",
    "ttl_scoring, epochs, 0",
    "ttl_scoring, batch_size, 0"
  })
  void aCountOutOfRangeIsRefusedWithTheFieldsName(String step, String field, int value) {
    assertRefused(step, field, value);
  }

  @ParameterizedTest
  @CsvSource({
    "group_sampling, rho_m, 0",
    "group_sampling, rho_m, 1",
    "train_stage, learning_rate, 0",
    "train_stage, learning_rate, NaN",
    "train_stage, momentum, 1",
    "train_stage, weight_decay, -0.1",
    "gamma_sweep, learning_rate, 0",
    "gamma_sweep, retrain_epochs, -1",
    "progressive_pruning, learning_rate, 0",
    "progressive_pruning, retrain_epochs, -1",
    "selection_split, share, 0",
    "selection_split, share, 1",
    "ttl_scoring, rate, 0",
    "ttl_scoring, stop_below, -0.1",
    "ttl_scoring, logit_adjustment, -1"
  })
  void aNumberOutOfRangeIsRefusedWithTheFieldsName(String step, String field, double value) {
    assertRefused(step, field, value);
  }

  @Test
  void aRatioOfTheCurveOutOfRangeIsRefusedWithTheFieldsName() {
    assertRefused("gamma_sweep", "gammas", List.of(0.0, 1.0));
  }

  @Test
  void aDeviationOfZeroIsRefusedWithTheFieldsName() {
    assertRefused("read_images", "std", List.of(0.0));
  }

  private static void assertRefused(String step, String field, Object value) {
    Map<String, Object> fields = new HashMap<>(required(step));
    fields.put(field, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider(step).from(row(step, fields)))
        .withMessageContaining(String.format(Locale.ROOT, "field '%s': ", field));
  }

  private static Map<String, Object> required(String step) {
    return switch (step) {
      case "read_images" -> Map.of("path", "data");
      case "read_weights" -> Map.of("path", "weights.arrow");
      case "group_sampling" -> Map.of("stage", 1, "group", "many", "sampling", "natural");
      case "train_stage" -> Map.of("epochs", 1, "learning_rate", 0.1);
      case "gamma_sweep", "progressive_pruning" -> Map.of("learning_rate", 0.1);
      default -> Map.of();
    };
  }

  private static Row row(String step, Map<String, Object> fields) {
    return Row.withSchema(provider(step).configurationSchema()).withFieldValues(fields).build();
  }

  private static StepProvider<?> provider(String step) {
    return providers()
        .filter(provider -> provider.identifier().endsWith(":" + step + ":v1"))
        .findFirst()
        .orElseThrow();
  }

  static Stream<StepProvider<?>> providers() {
    return StreamSupport.stream(
            ServiceLoader.load(SchemaTransformProvider.class).spliterator(), false)
        .filter(provider -> provider.getClass().getName().startsWith("org.longtail."))
        .map(provider -> (StepProvider<?>) provider);
  }
}
