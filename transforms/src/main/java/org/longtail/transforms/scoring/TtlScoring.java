package org.longtail.transforms.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.longtail.images.Augmentation;
import org.longtail.images.LabelledImages;
import org.longtail.learning.Classifier;
import org.longtail.learning.ImageBatches;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.PredictionsFile;
import org.longtail.schemas.arrow.PredictionsFile.Prediction;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Predicts test images with the sub-models of all stages, weighted by test-time learning.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("images", test).and("sub_models", subModels)
 *     .apply(TtlScoring.create(TtlScoringConfig.builder().setAggregation("instance").build()));
 * }</pre>
 */
public final class TtlScoring extends StepTransform<TtlScoringConfig> {

  static final StepType TYPE =
      new StepType(
          "TtlScoring",
          "1.0.0",
          "Predicts test images with all sub-models, weighted by test-time learning.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "test images"),
              Port.many("sub_models", ArtifactKind.WEIGHTS, "the sub-model of each stage")),
          List.of(
              Port.one("predictions", ArtifactKind.PREDICTIONS, "of the aggregate"),
              Port.many("sub_models", ArtifactKind.PREDICTIONS, "of each sub-model alone")));

  private TtlScoring(Variants<TtlScoringConfig> configs) {
    super(TYPE, TtlScoringConfig.class, configs, TtlScoring::score);
    configs().forEach(TtlScoring::check);
  }

  private static void check(TtlScoringConfig config) {
    if (config.getViews() % 2 != 0) {
      throw new IllegalArgumentException(
          "field 'views': %d must be even, as views are compared in pairs"
              .formatted(config.getViews()));
    }
  }

  /** The predictions of an aggregation. */
  public static TtlScoring create(TtlScoringConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static TtlScoring create(Variants<TtlScoringConfig> configs) {
    return new TtlScoring(configs);
  }

  private static void score(StepContext<TtlScoringConfig> context) throws IOException {
    TtlScoringConfig config = context.config();
    Aggregation aggregation = Aggregation.valueOf(config.getAggregation().toUpperCase(Locale.ROOT));
    List<WeightsFile> subModels = subModels(context.inputs("sub_models"));
    ImagesFile images = ImagesFile.read(context.input("images"));
    ImageBatches batches =
        new ImageBatches(
            LabelledImages.of(images),
            subModels.get(0).network().input(),
            new Augmentation(config.getCropPadding(), config.getFlip()));
    int views = aggregation == Aggregation.AVERAGE ? 0 : config.getViews();
    SubModelOutputs outputs =
        SubModelOutputs.of(subModels, batches, views, config.getSeed(), context.progress());
    double[][] lambdas = aggregation.lambdas(outputs, config.getSteps(), config.getRate());
    write(context, config.getAggregation(), images, outputs, lambdas);
    for (int stage = 0; stage < subModels.size(); stage++) {
      writeSubModel(context, images, outputs, stage);
    }
  }

  /** The sub-models in the order of their stages. */
  private static List<WeightsFile> subModels(List<Path> files) throws IOException {
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "step TtlScoring: input 'sub_models' is empty; connect output 'weights' of each FreezeMask");
    }
    List<WeightsFile> subModels = new ArrayList<>();
    for (Path file : files) {
      subModels.add(WeightsFile.read(file));
    }
    subModels.sort(Comparator.comparingInt(subModel -> subModel.provenance().stage()));
    return subModels;
  }

  private static void write(
      StepContext<TtlScoringConfig> context,
      String model,
      ImagesFile images,
      SubModelOutputs outputs,
      double[][] lambdas)
      throws IOException {
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < outputs.images(); i++) {
      predictions.add(prediction(images.images().get(i), outputs.plainOf(i), lambdas[i]));
    }
    new PredictionsFile(model, predictions)
        .write(context.output("predictions", "predictions.arrow"));
  }

  private static void writeSubModel(
      StepContext<TtlScoringConfig> context, ImagesFile images, SubModelOutputs outputs, int stage)
      throws IOException {
    double[] alone = new double[outputs.stages()];
    alone[stage] = 1;
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < outputs.images(); i++) {
      predictions.add(prediction(images.images().get(i), outputs.plainOf(i), alone));
    }
    new PredictionsFile("sub_model_%d".formatted(stage + 1), predictions)
        .write(context.output("sub_models", "sub-model-%d.arrow".formatted(stage + 1)));
  }

  /** {@code sum_t lambda_t p_t(x)} on the image itself. */
  private static Prediction prediction(ImagesFile.Image image, float[][] outputs, double[] lambda) {
    float[] probabilities = new float[outputs[0].length];
    for (int y = 0; y < probabilities.length; y++) {
      double sum = 0;
      for (int stage = 0; stage < lambda.length; stage++) {
        sum += lambda[stage] * outputs[stage][y];
      }
      probabilities[y] = (float) sum;
    }
    float[] weights = new float[lambda.length];
    for (int stage = 0; stage < lambda.length; stage++) {
      weights[stage] = (float) lambda[stage];
    }
    return new Prediction(
        image.image(), image.label(), Classifier.predicted(probabilities), weights, probabilities);
  }
}
