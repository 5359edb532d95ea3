package org.longtail.transforms.scoring;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;
import org.longtail.transforms.step.Work;

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
              Port.many("sub_models", ArtifactKind.WEIGHTS, "the sub-model of each stage"),
              Port.optional(
                  "sampling", ArtifactKind.SAMPLING, "training images a class, to adjust logits")),
          List.of(
              Port.one("predictions", ArtifactKind.PREDICTIONS, "of the aggregate"),
              Port.many("sub_models", ArtifactKind.PREDICTIONS, "of each sub-model alone")));

  private TtlScoring(Variants<TtlScoringConfig> configs) {
    super(
        TYPE,
        TtlScoringConfig.class,
        configs,
        Work.of(TtlScoring::score).after(new NetworkOutputs()));
    configs().forEach(ScoringRules::check);
  }

  /** The predictions of an aggregation. */
  public static TtlScoring create(TtlScoringConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static TtlScoring create(Variants<TtlScoringConfig> configs) {
    return new TtlScoring(configs);
  }

  @Override
  public void checkInputs(Set<String> connected) {
    configs().forEach(config -> ScoringRules.check(config, connected));
  }

  private static void score(StepContext<TtlScoringConfig> context) throws IOException {
    TtlScoringConfig config = context.config();
    int subModels = context.artifacts("sub_models").size();
    ImagesFile images = ImagesFile.read(context.input("images"));
    SubModelOutputs outputs =
        NetworkOutputs.together(config, subModels, images.images().size(), context.parts());
    PredictionRows rows = new PredictionRows(images, outputs);
    rows.together(ScoringRules.model(config), lambdas(config, outputs), adjustment(context))
        .write(context.output("predictions", "predictions.arrow"));
    for (int stage = 0; stage < subModels; stage++) {
      rows.alone(SubModels.name(ScoringRules.model(config), stage + 1), stage)
          .write(
              context.output(
                  "sub_models", String.format(Locale.ROOT, "sub-model-%d.arrow", stage + 1)));
    }
  }

  private static double[][] lambdas(TtlScoringConfig config, SubModelOutputs outputs) {
    if (config.getSolver().equals("sgd")) {
      MinibatchSgd sgd =
          new MinibatchSgd(
              config.getEpochs(),
              config.getBatchSize(),
              config.getRate(),
              config.getStopBelow(),
              config.getSeed());
      return Aggregation.same(sgd.lambda(outputs), outputs.images());
    }
    return Aggregation.valueOf(config.getAggregation().toUpperCase(Locale.ROOT))
        .lambdas(outputs, config.getSteps(), config.getRate());
  }

  private static LogitAdjustment adjustment(StepContext<TtlScoringConfig> context)
      throws IOException {
    double tau = context.config().getLogitAdjustment();
    return tau == 0
        ? LogitAdjustment.NONE
        : LogitAdjustment.of(tau, SamplingFile.read(context.input("sampling")));
  }
}
