package org.longtail.transforms;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.longtail.images.BandedImages;
import org.longtail.transforms.evaluation.Evaluate;
import org.longtail.transforms.evaluation.EvaluateConfig;
import org.longtail.transforms.freezing.FreezeMask;
import org.longtail.transforms.freezing.FreezeMaskConfig;
import org.longtail.transforms.importance.ImportanceScores;
import org.longtail.transforms.importance.ImportanceScoresConfig;
import org.longtail.transforms.pruning.ProgressivePruning;
import org.longtail.transforms.pruning.ProgressivePruningConfig;
import org.longtail.transforms.reading.ReadImages;
import org.longtail.transforms.reading.ReadImagesConfig;
import org.longtail.transforms.sampling.GroupSampling;
import org.longtail.transforms.sampling.GroupSamplingConfig;
import org.longtail.transforms.scoring.TtlScoring;
import org.longtail.transforms.scoring.TtlScoringConfig;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.sweep.GammaSweep;
import org.longtail.transforms.sweep.GammaSweepConfig;
import org.longtail.transforms.training.TrainStage;
import org.longtail.transforms.training.TrainStageConfig;

/**
 * Three stages over {@link BandedImages}. The first is pruned at a configured ratio between those
 * of its curve, the second at the ratio that its sweep chooses. Beside them the first stage is
 * pruned in other ways, which nothing else depends on.
 */
public final class SmallPipeline {

  /** The ratio of the first stage, which is none of {@link #CURVE}. */
  public static final double GAMMA = 0.5;

  /** The ratios of the first stage's curve. */
  public static final List<Double> CURVE = List.of(0.0, 0.6);

  /** The ratios of the second stage's curve. */
  public static final List<Double> SECOND_CURVE = List.of(0.2, 0.4, 0.6);

  /** A ratio of the first stage that its sweep does not pass through. */
  public static final double GAMMA_NOT_SWEPT = 0.3;

  /** Where the groups of {@link BandedImages} begin. */
  public static final Map<String, Long> GROUPS = Map.of("many", 20L, "medium", 8L, "few", 0L);

  private static final String AUTO = "auto";
  private static final int BATCH_SIZE = 16;
  private static final int PADDING = 1;
  private static final int STEPS = 2;
  private static final int WIDTH = 2;
  private static final double RATE = 0.02;

  private final Pipeline pipeline;
  private final int width;
  private final PCollection<Row> train;
  private final PCollection<Row> test;
  private final PCollectionList<Row> noRows;
  private PCollectionList<Row> masks;
  private PCollectionList<Row> subModels;

  private SmallPipeline(Pipeline pipeline, Path data, int width) {
    PCollectionRowTuple images =
        step(
            "Images",
            PCollectionRowTuple.empty(pipeline),
            ReadImages.create(ReadImagesConfig.builder().setPath(data.toString()).build()));
    this.pipeline = pipeline;
    this.width = width;
    this.train = images.get("train");
    this.test = images.get("test");
    this.noRows = PCollectionList.empty(pipeline);
    this.masks = noRows;
    this.subModels = noRows;
  }

  /** Adds all steps to a pipeline. */
  public static void addTo(Pipeline pipeline, Path data) {
    addTo(pipeline, data, WIDTH);
  }

  /** Adds all steps to a pipeline, for a network of another width. */
  static void addTo(Pipeline pipeline, Path data, int width) {
    new SmallPipeline(pipeline, data, width).addSteps();
  }

  /** Adds the steps up to the importance of the first stage's weights. */
  static void addFirstStepsTo(Pipeline pipeline, Path data) {
    SmallPipeline steps = new SmallPipeline(pipeline, data, WIDTH);
    PCollection<Row> sampling = steps.sampling(1, "many", "natural");
    PCollection<Row> trained = steps.train(1, sampling, PCollectionRowTuple.empty(pipeline));
    steps.importance(1, steps.stage(sampling).and("weights", trained));
  }

  private void addSteps() {
    PCollection<Row> samplingOne = sampling(1, "many", "natural");
    PCollection<Row> trainedOne = train(1, samplingOne, PCollectionRowTuple.empty(pipeline));
    PCollectionRowTuple one = stage(samplingOne).and("weights", trainedOne);
    PCollection<Row> scoresOne = importance(1, one);
    PCollectionRowTuple sweepOne = sweep(1, one, scoresOne, CURVE, Double.toString(GAMMA));
    prune("PruneUnswept", one.and("importance", scoresOne), Double.toString(GAMMA));
    prune("PruneBetween", swept(samplingOne, sweepOne), Double.toString(GAMMA_NOT_SWEPT));
    PCollectionRowTuple prunedOne = prune("Prune1", swept(samplingOne, sweepOne), AUTO);
    PCollection<Row> nextOne = freeze(1, prunedOne);

    PCollection<Row> samplingTwo = sampling(2, "medium", "enhanced");
    PCollectionRowTuple frozenOne = PCollectionRowTuple.of("frozen", masks("Frozen1"));
    PCollection<Row> trainedTwo = train(2, samplingTwo, frozenOne.and("start", nextOne));
    PCollectionRowTuple two = with(stage(samplingTwo).and("weights", trainedTwo), frozenOne);
    PCollectionRowTuple sweepTwo =
        sweep(
            2,
            two,
            importance(2, stage(samplingTwo).and("weights", trainedTwo)),
            SECOND_CURVE,
            AUTO);
    PCollectionRowTuple prunedTwo =
        prune("Prune2", with(swept(samplingTwo, sweepTwo), frozenOne), AUTO);
    PCollection<Row> nextTwo = freeze(2, with(prunedTwo, frozenOne));

    PCollection<Row> samplingThree = sampling(3, "few", "inverse");
    PCollectionRowTuple frozenTwo = PCollectionRowTuple.of("frozen", masks("Frozen2"));
    PCollection<Row> trainedThree = train(3, samplingThree, frozenTwo.and("start", nextTwo));
    freeze(3, frozenTwo.and("weights", trainedThree));
    evaluate(samplingThree);
  }

  private PCollection<Row> sampling(int stage, String group, String sampling) {
    return step(
            "Sample" + stage,
            PCollectionRowTuple.of("images", train),
            GroupSampling.create(
                GroupSamplingConfig.builder()
                    .setStage(stage)
                    .setGroup(group)
                    .setGroups(GROUPS)
                    .setSampling(sampling)
                    .build()))
        .get("sampling");
  }

  private PCollectionRowTuple stage(PCollection<Row> sampling) {
    return PCollectionRowTuple.of("images", train).and("sampling", sampling);
  }

  private PCollection<Row> train(int stage, PCollection<Row> sampling, PCollectionRowTuple begin) {
    TrainStageConfig.Builder config =
        TrainStageConfig.builder()
            .setEpochs(stage == 1 ? 3 : 1)
            .setLearningRate(RATE)
            .setBatchSize(BATCH_SIZE)
            .setCropPadding(PADDING);
    if (stage == 1) {
      config.setNetwork("cifar_resnet").setDepth(8).setWidth(width);
    }
    return step("Train" + stage, with(stage(sampling), begin), TrainStage.create(config.build()))
        .get("weights");
  }

  private PCollection<Row> importance(int stage, PCollectionRowTuple trained) {
    return step(
            "Score" + stage,
            trained,
            ImportanceScores.create(ImportanceScoresConfig.builder().build()))
        .get("importance");
  }

  private PCollectionRowTuple sweep(
      int stage,
      PCollectionRowTuple trained,
      PCollection<Row> importance,
      List<Double> gammas,
      String gamma) {
    return step(
        "Sweep" + stage,
        trained.and("selection", test).and("importance", importance),
        GammaSweep.create(
            GammaSweepConfig.builder()
                .setGammas(gammas)
                .setGamma(gamma)
                .setSteps(STEPS)
                .setLearningRate(RATE)
                .setBatchSize(BATCH_SIZE)
                .setCropPadding(PADDING)
                .build()));
  }

  private PCollectionRowTuple swept(PCollection<Row> sampling, PCollectionRowTuple sweep) {
    return with(stage(sampling), sweep);
  }

  private static PCollectionRowTuple prune(String name, PCollectionRowTuple input, String gamma) {
    return step(
        name,
        input,
        ProgressivePruning.create(
            ProgressivePruningConfig.builder()
                .setGamma(gamma)
                .setSteps(STEPS)
                .setLearningRate(RATE)
                .setBatchSize(BATCH_SIZE)
                .setCropPadding(PADDING)
                .build()));
  }

  private PCollection<Row> freeze(int stage, PCollectionRowTuple ended) {
    PCollectionRowTuple frozen =
        step("Freeze" + stage, ended, FreezeMask.create(FreezeMaskConfig.builder().build()));
    masks = masks.and(frozen.get("mask"));
    subModels = subModels.and(frozen.get("weights"));
    return frozen.get("next");
  }

  private PCollection<Row> masks(String name) {
    return masks.apply(name, Flatten.pCollections());
  }

  private void evaluate(PCollection<Row> sampling) {
    PCollectionRowTuple input =
        PCollectionRowTuple.of("images", test)
            .and("sub_models", subModels.apply("SubModels", Flatten.pCollections()));
    PCollectionList<Row> predictions = noRows;
    for (String aggregation : List.of("average", "group", "instance")) {
      PCollectionRowTuple scored =
          step(
              aggregation,
              input,
              TtlScoring.create(
                  TtlScoringConfig.builder()
                      .setAggregation(aggregation)
                      .setCropPadding(PADDING)
                      .build()));
      predictions = predictions.and(scored.get("predictions"));
      if (aggregation.equals("average")) {
        predictions = predictions.and(scored.get("sub_models"));
      }
    }
    step(
        "Results",
        PCollectionRowTuple.of(
                "predictions", predictions.apply("Predictions", Flatten.pCollections()))
            .and("sampling", sampling),
        Evaluate.create(EvaluateConfig.builder().build()));
  }

  private static PCollectionRowTuple step(
      String name, PCollectionRowTuple input, LabelledTransform transform) {
    return input.apply(name, transform.named(name));
  }

  private static PCollectionRowTuple with(PCollectionRowTuple first, PCollectionRowTuple second) {
    PCollectionRowTuple both = first;
    for (Map.Entry<String, PCollection<Row>> entry : second.getAll().entrySet()) {
      both = both.and(entry.getKey(), entry.getValue());
    }
    return both;
  }
}
