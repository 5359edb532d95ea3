package org.longtail.transforms.stage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.jspecify.annotations.Nullable;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.pruning.Gamma;
import org.longtail.transforms.step.ConfigSchema;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.OnlyVariants;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.RowTuples;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Trains one stage, prunes it and freezes what it keeps.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("images", train).and("selection", test)
 *     .apply(DecoupledStage.create(
 *         DecoupledStageConfig.builder()
 *             .setGroup("many").setSampling("natural")
 *             .setNetwork("cifar_resnet").setDepth(32).setWidth(16)
 *             .setEpochs(100).setLearningRate(0.1).setRetrainRate(0.01)
 *             .build()));
 * }</pre>
 */
public final class DecoupledStage extends LabelledTransform {

  static final StepType TYPE =
      new StepType(
          "DecoupledStage",
          "1.0.0",
          "Trains one stage, prunes it and freezes what it keeps.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "training images"),
              Port.optional(
                  "selection", ArtifactKind.IMAGES, "images that the sweep measures accuracy on"),
              Port.optional(
                  "whole", ArtifactKind.IMAGES, "the training split before any were held out"),
              Port.optional(
                  "start", ArtifactKind.WEIGHTS, "'next' of the stage before; none in stage 1"),
              Port.many("frozen", ArtifactKind.MASK, "masks of all earlier stages")),
          List.of(
              Port.one("weights", ArtifactKind.WEIGHTS, "the sub-model"),
              Port.one("mask", ArtifactKind.MASK, "the positions that belong to the stage"),
              Port.optional(
                  "next", ArtifactKind.WEIGHTS, "where the next stage begins; none after the last"),
              Port.one("sampling", ArtifactKind.SAMPLING, "what the stage drew"),
              Port.optional("sweep", ArtifactKind.SWEEP, "accuracy by ratio, if there was a sweep"),
              Port.one("trained", ArtifactKind.WEIGHTS, "the network before it was pruned")));

  private final Variants<DecoupledStageConfig> configs;

  private static final String SAMPLING = "GroupSampling";
  private static final String TRAINING = "TrainStage";
  private static final String IMPORTANCE = "ImportanceScores";
  private static final String SWEEP = "GammaSweep";
  private static final String PRUNING = "ProgressivePruning";
  private static final String FREEZING = "FreezeMask";

  /** How the steps of a stage are wired. */
  private enum Wiring {
    SWEPT,
    PRUNED,
    LAST;

    List<String> steps() {
      return switch (this) {
        case SWEPT -> List.of(SAMPLING, TRAINING, IMPORTANCE, SWEEP, PRUNING, FREEZING);
        case PRUNED -> List.of(SAMPLING, TRAINING, IMPORTANCE, PRUNING, FREEZING);
        case LAST -> List.of(SAMPLING, TRAINING, FREEZING);
      };
    }

    static Wiring of(DecoupledStageConfig config) {
      return config.getLast() ? LAST : config.getSweep().equals("none") ? PRUNED : SWEPT;
    }
  }

  private DecoupledStage(Variants<DecoupledStageConfig> configs) {
    super(TYPE.name());
    this.configs = configs.map(ConfigSchema.of(DecoupledStageConfig.class)::complete);
    this.configs.forEach(DecoupledStage::check);
  }

  /** A stage. */
  public static DecoupledStage create(DecoupledStageConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static DecoupledStage create(Variants<DecoupledStageConfig> configs) {
    return new DecoupledStage(configs);
  }

  private static void check(DecoupledStageConfig config) {
    require("group", config.getGroup());
    require("sampling", config.getSampling());
    require("epochs", config.getEpochs());
    require("learning_rate", config.getLearningRate());
    if (!config.getLast()) {
      require("retrain_rate", config.getRetrainRate());
    }
    if (Wiring.of(config) == Wiring.PRUNED
        && (config.getGamma() == null || Gamma.parse(config.getGamma()).isEmpty())) {
      throw new IllegalArgumentException(
          "field 'gamma': auto needs a sweep, but 'sweep' is none; give a number in [0, 1)");
    }
    // The steps know what else they need.
    StageSteps steps = new StageSteps(Variants.same(config));
    steps.sampling();
    steps.training();
    switch (Wiring.of(config)) {
      case SWEPT -> steps.sweep();
      case PRUNED -> steps.pruning();
      case LAST -> steps.freezing();
    }
  }

  private static void require(String field, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "field '%s' is required", field));
    }
  }

  @Override
  public void checkInputs(Set<String> connected) {
    configs.forEach(config -> check(config, connected));
  }

  private static void check(DecoupledStageConfig config, Set<String> connected) {
    if (Wiring.of(config) == Wiring.SWEPT && !connected.contains("selection")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'sweep' is %s, but input 'selection' is not connected; connect images that no stage trains on, or the test images as the paper does",
              config.getSweep()));
    }
    new StageSteps(Variants.same(config)).training().checkInputs(connected);
  }

  @Override
  public List<String> steps() {
    Set<String> names = new LinkedHashSet<>();
    configs.forEach(config -> names.addAll(Wiring.of(config).steps()));
    return names.stream().map(this::part).toList();
  }

  private String part(String step) {
    return String.format(Locale.ROOT, "%s/%s", label(), step);
  }

  @Override
  public PCollectionRowTuple expand(PCollectionRowTuple input) {
    checkInputs(input.getAll().keySet());
    List<PCollectionRowTuple> outputs = new ArrayList<>();
    Map<Wiring, Variants<DecoupledStageConfig>> wirings = configs.groupBy(Wiring::of);
    wirings.forEach(
        (wiring, some) ->
            outputs.add(
                wirings.size() == 1
                    ? new Wires(some, wiring, "").connect(input)
                    : new Wires(some, wiring, " of " + String.join(" ", some.names()))
                        .connect(OnlyVariants.of(some, input))));
    return RowTuples.union(outputs);
  }

  /** The steps of those variants that are wired alike. */
  private final class Wires {

    private final StageSteps steps;
    private final Wiring wiring;
    private final String suffix;

    Wires(Variants<DecoupledStageConfig> configs, Wiring wiring, String suffix) {
      this.steps = new StageSteps(configs);
      this.wiring = wiring;
      this.suffix = suffix;
    }

    PCollectionRowTuple connect(PCollectionRowTuple input) {
      PCollectionRowTuple frozen = RowTuples.pick(input, "frozen");
      PCollectionRowTuple sampling =
          apply(RowTuples.pick(input, "images", "whole"), SAMPLING, steps.sampling());
      PCollectionRowTuple drawn = RowTuples.plus(RowTuples.pick(input, "images"), sampling);
      PCollectionRowTuple trained =
          apply(
              RowTuples.plus(drawn, RowTuples.pick(input, "start", "frozen")),
              TRAINING,
              steps.training());
      PCollectionRowTuple sweep = PCollectionRowTuple.empty(input.getPipeline());
      PCollectionRowTuple ended = trained;
      if (wiring != Wiring.LAST) {
        PCollectionRowTuple state = RowTuples.plus(drawn, trained);
        state = RowTuples.plus(state, apply(state, IMPORTANCE, steps.importance()));
        state = RowTuples.plus(state, frozen);
        if (wiring == Wiring.SWEPT) {
          sweep =
              apply(
                  RowTuples.plus(state, RowTuples.pick(input, "selection")), SWEEP, steps.sweep());
          state = RowTuples.plus(RowTuples.plus(drawn, sweep), frozen);
          ended = apply(state, PRUNING, steps.pruningAfterSweep());
        } else {
          ended = apply(state, PRUNING, steps.pruning());
        }
      }
      PCollectionRowTuple end =
          apply(RowTuples.plus(ended, frozen), FREEZING, steps.freezing())
              .and("sampling", sampling.get("sampling"))
              .and("trained", trained.get("weights"));
      return end.and("sweep", RowTuples.orEmpty(sweep, "sweep"));
    }

    private PCollectionRowTuple apply(
        PCollectionRowTuple inputs, String step, LabelledTransform transform) {
      return inputs.apply(step + suffix, transform.named(part(step)));
    }
  }
}
