package org.longtail.transforms.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.longtail.images.Augmentation;
import org.longtail.images.LabelledImages;
import org.longtail.learning.Criterion;
import org.longtail.learning.FreePositions;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.Network;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.MaskFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SweepFile;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.importance.StageImportance;
import org.longtail.transforms.pruning.Gamma;
import org.longtail.transforms.pruning.ProgressivePruner;
import org.longtail.transforms.pruning.ProgressivePruningConfig;
import org.longtail.transforms.pruning.PruningSettings;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;
import org.longtail.transforms.training.OpenStage;

/** One ratio of a sweep: prunes to it from the state before and measures the accuracy. */
final class GammaRatio extends StepTransform<ProgressivePruningConfig> {

  private static final StepType TYPE =
      new StepType(
          "GammaRatio",
          "1.2.0",
          "One ratio of a sweep.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "training images"),
              Port.one("selection", ArtifactKind.IMAGES, "images that accuracy is measured on"),
              Port.one("sampling", ArtifactKind.SAMPLING, "the stage's sampling"),
              Port.one("weights", ArtifactKind.WEIGHTS, "the state before, or the trained network"),
              Port.optional("mask", ArtifactKind.MASK, "what the state before keeps"),
              Port.optional("importance", ArtifactKind.IMPORTANCE, "scores of the state before"),
              Port.many("frozen", ArtifactKind.MASK, "masks of all earlier stages")),
          List.of(
              Port.one("point", ArtifactKind.SWEEP, "accuracy at the ratio"),
              Port.one("weights", ArtifactKind.WEIGHTS, "the network at the ratio"),
              Port.one("mask", ArtifactKind.MASK, "the positions kept at the ratio")));

  private GammaRatio(Variants<ProgressivePruningConfig> configs) {
    super(TYPE, ProgressivePruningConfig.class, configs, GammaRatio::compute);
  }

  static GammaRatio to(double gamma, Variants<GammaSweepConfig> sweeps) {
    return new GammaRatio(sweeps.map(sweep -> configuration(gamma, sweep)));
  }

  /** Of the sweep's configuration, just what the state at a ratio depends on. */
  static ProgressivePruningConfig configuration(double gamma, GammaSweepConfig sweep) {
    return ProgressivePruningConfig.builder()
        .setGamma(Double.toString(gamma))
        .setSeed(sweep.getSeed())
        .setCriterion(sweep.getCriterion())
        .setScope(sweep.getScope())
        .setSteps(sweep.getSteps())
        .setRetrainEpochs(sweep.getRetrainEpochs())
        .setLearningRate(sweep.getLearningRate())
        .setBatchSize(sweep.getBatchSize())
        .setReplicas(sweep.getReplicas())
        .setMomentum(sweep.getMomentum())
        .setWeightDecay(sweep.getWeightDecay())
        .setCrop(sweep.getCrop())
        .setCropPadding(sweep.getCropPadding())
        .setFlip(sweep.getFlip())
        .setColourJitter(sweep.getColourJitter())
        .build();
  }

  private static void compute(StepContext<ProgressivePruningConfig> context) throws IOException {
    ProgressivePruningConfig config = context.config();
    double gamma = Gamma.parse(config.getGamma()).orElseThrow();
    WeightsFile before = WeightsFile.read(context.input("weights"));
    try (OpenStage stage =
        OpenStage.of(
            before, context.input("images"), context.input("sampling"), context.inputs("frozen"))) {
      Optional<Path> mask = context.optionalInput("mask");
      FreePositions kept =
          mask.isPresent() ? FreePositions.of(stage.masks(mask.get())) : stage.own();
      List<Mask> masks =
          ProgressivePruner.of(stage, PruningSettings.of(config), context.checkpoints())
              .prune(
                  kept,
                  before.provenance().gamma().orElse(0),
                  gamma,
                  scores(context, stage.network()),
                  context.progress());
      Provenance provenance = stage.sampling().provenance().at(gamma);
      SweepFile.Point point = point(stage, gamma, context.input("selection"));
      new WeightsFile(stage.spec(), provenance, stage.network().tensors())
          .write(context.output("weights", "weights.arrow", stage.kernelDeviation()));
      new MaskFile(provenance, masks)
          .write(context.output("mask", "mask.arrow"), context.compression());
      new SweepFile(provenance, List.of(point))
          .write(context.output("point", "point.arrow", Map.of("accuracy", point.accuracy())));
    }
  }

  private static SweepFile.Point point(OpenStage stage, double gamma, Path selection)
      throws IOException {
    LabelledImages images = LabelledImages.of(ImagesFile.read(selection));
    ImageBatches batches = new ImageBatches(images, stage.spec().input(), Augmentation.NONE);
    return SelectionAccuracy.of(stage.network(), batches, stage.sampling()).at(gamma);
  }

  private static Optional<List<Tensor>> scores(
      StepContext<ProgressivePruningConfig> context, Network network) throws IOException {
    Optional<Path> importance = context.optionalInput("importance");
    return importance.isPresent()
        ? Optional.of(
            StageImportance.read(
                importance.get(), Criterion.of(context.config().getCriterion()), network))
        : Optional.empty();
  }
}
