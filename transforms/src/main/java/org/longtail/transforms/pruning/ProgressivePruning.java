package org.longtail.transforms.pruning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.longtail.learning.Criterion;
import org.longtail.learning.FreePositions;
import org.longtail.learning.Network;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.MaskFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SweepFile;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.importance.StageImportance;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;
import org.longtail.transforms.training.OpenStage;

/**
 * Prunes a stage to its ratio gamma: takes the state over where a sweep passed through gamma, goes
 * on from the nearest lower ratio otherwise, or prunes trained weights from the start.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("images", train).and("sampling", sampling).and("weights", weights)
 *     .apply(ProgressivePruning.create(
 *         ProgressivePruningConfig.builder().setGamma("0.5").setLearningRate(0.01).build()));
 * }</pre>
 */
public final class ProgressivePruning extends StepTransform<ProgressivePruningConfig> {

  static final StepType TYPE =
      new StepType(
          "ProgressivePruning",
          "1.1.0",
          "Removes the weights that matter least to the stage's group, retraining in between.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "training images"),
              Port.one("sampling", ArtifactKind.SAMPLING, "the stage's sampling"),
              Port.many(
                  "weights", ArtifactKind.WEIGHTS, "trained weights, or the states of a sweep"),
              Port.many("masks", ArtifactKind.MASK, "masks of the states of a sweep"),
              Port.optional("sweep", ArtifactKind.SWEEP, "the sweep, where gamma is auto"),
              Port.optional("importance", ArtifactKind.IMPORTANCE, "scores of the trained weights"),
              Port.many("frozen", ArtifactKind.MASK, "masks of all earlier stages")),
          List.of(
              Port.one("weights", ArtifactKind.WEIGHTS, "the pruned network"),
              Port.one("mask", ArtifactKind.MASK, "the positions that the stage keeps")));

  private ProgressivePruning(Variants<ProgressivePruningConfig> configs) {
    super(TYPE, ProgressivePruningConfig.class, configs, ProgressivePruning::prune);
    configs().forEach(config -> Gamma.parse(config.getGamma()));
    configs().forEach(PruningSettings::of);
  }

  /** The pruning of a stage. */
  public static ProgressivePruning create(ProgressivePruningConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static ProgressivePruning create(Variants<ProgressivePruningConfig> configs) {
    return new ProgressivePruning(configs);
  }

  @Override
  public void checkInputs(Set<String> connected) {
    boolean chosen =
        configs().values().stream().anyMatch(config -> Gamma.parse(config.getGamma()).isEmpty());
    if (chosen && !connected.contains("sweep")) {
      throw new IllegalArgumentException(
          "field 'gamma' is auto but input 'sweep' is not connected; connect a GammaSweep or give a number");
    }
  }

  private static void prune(StepContext<ProgressivePruningConfig> context) throws IOException {
    double gamma = gamma(context);
    SweptStates.State state =
        SweptStates.of(context.inputs("weights"), context.inputs("masks")).before(gamma);
    if (state.gamma() == gamma && state.mask().isPresent()) {
      Files.copy(state.weights(), context.output("weights", "weights.arrow"));
      Files.copy(state.mask().get(), context.output("mask", "mask.arrow"));
      return;
    }
    try (OpenStage stage =
        OpenStage.of(
            WeightsFile.read(state.weights()),
            context.input("images"),
            context.input("sampling"),
            context.inputs("frozen"))) {
      FreePositions kept =
          state.mask().isPresent()
              ? FreePositions.of(stage.masks(state.mask().get()))
              : stage.own();
      List<Mask> masks =
          ProgressivePruner.of(stage, PruningSettings.of(context.config()), context.checkpoints())
              .prune(
                  kept,
                  state.gamma(),
                  gamma,
                  scores(context, state, stage.network()),
                  context.progress());
      Provenance provenance = stage.sampling().provenance().at(gamma);
      new WeightsFile(stage.spec(), provenance, stage.network().tensors())
          .write(context.output("weights", "weights.arrow", stage.kernelDeviation()));
      new MaskFile(provenance, masks)
          .write(context.output("mask", "mask.arrow"), context.compression());
    }
  }

  private static double gamma(StepContext<ProgressivePruningConfig> context) throws IOException {
    OptionalDouble fixed = Gamma.parse(context.config().getGamma());
    if (fixed.isPresent()) {
      return fixed.getAsDouble();
    }
    Path sweep = context.input("sweep");
    return SweepFile.read(sweep).points().stream()
        .filter(SweepFile.Point::chosen)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s chooses no ratio", sweep)))
        .gamma();
  }

  private static Optional<List<Tensor>> scores(
      StepContext<ProgressivePruningConfig> context, SweptStates.State state, Network network)
      throws IOException {
    Optional<Path> importance = context.optionalInput("importance");
    if (importance.isEmpty()) {
      return Optional.empty();
    }
    List<Tensor> scores =
        StageImportance.read(
            importance.get(), Criterion.of(context.config().getCriterion()), network);
    // The scores are of the trained weights, so they hold only where nothing was pruned yet.
    return state.gamma() == 0 ? Optional.of(scores) : Optional.empty();
  }
}
