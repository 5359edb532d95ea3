package org.longtail.transforms.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.longtail.images.Augmentation;
import org.longtail.learning.Architectures;
import org.longtail.learning.ClassifierRetraining;
import org.longtail.learning.DrawStream;
import org.longtail.learning.FreePositions;
import org.longtail.learning.LearningRate;
import org.longtail.learning.TrainingPlan;
import org.longtail.learning.TrainingSettings;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Trains the free positions of a network for one stage.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("images", train).and("sampling", sampling)
 *     .apply(TrainStage.create(
 *         TrainStageConfig.builder().setEpochs(100).setLearningRate(0.1).build()));
 * }</pre>
 */
public final class TrainStage extends StepTransform<TrainStageConfig> {

  static final StepType TYPE =
      new StepType(
          "TrainStage",
          "1.2.0",
          "Trains the free positions of a network for one stage.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "training images"),
              Port.one("sampling", ArtifactKind.SAMPLING, "what the stage draws"),
              Port.optional(
                  "start",
                  ArtifactKind.WEIGHTS,
                  "'next' of the stage before, or trained weights; none to begin a new network"),
              Port.many("frozen", ArtifactKind.MASK, "masks of all earlier stages")),
          List.of(Port.one("weights", ArtifactKind.WEIGHTS, "the trained network")));

  private TrainStage(Variants<TrainStageConfig> configs) {
    super(TYPE, TrainStageConfig.class, configs, TrainStage::train);
    configs().forEach(TrainStage::settings);
  }

  /** The training of a stage. */
  public static TrainStage create(TrainStageConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static TrainStage create(Variants<TrainStageConfig> configs) {
    return new TrainStage(configs);
  }

  @Override
  public void checkInputs(Set<String> connected) {
    configs().forEach(config -> check(config, connected));
  }

  private static void check(TrainStageConfig config, Set<String> connected) {
    boolean first = !connected.contains("start");
    if (first && classifierAlone(config)) {
      throw new IllegalArgumentException(
          "field 'parameters': classifier trains the last layer of a trained network; connect its weights as input 'start'");
    }
    long given =
        Stream.of(config.getNetwork(), config.getDepth(), config.getWidth())
            .filter(Objects::nonNull)
            .count();
    if (first && given < 3) {
      throw new IllegalArgumentException(
          "fields 'network', 'depth' and 'width' are required in the first stage, where input 'start' is not connected");
    }
    if (!first && given > 0) {
      throw new IllegalArgumentException(
          "fields 'network', 'depth' and 'width' are for the first stage; input 'start' brings the network: leave them out");
    }
    if (first && connected.contains("frozen")) {
      throw new IllegalArgumentException(
          "input 'frozen' is connected but 'start' is not; connect output 'next' of the stage before");
    }
    if (first) {
      checkDepth(config);
    }
    if (classifierAlone(config) && connected.contains("frozen")) {
      throw new IllegalArgumentException(
          "field 'parameters': classifier trains the whole last layer again, but input 'frozen' keeps positions of it; leave out one of the two");
    }
  }

  private static void checkDepth(TrainStageConfig config) {
    try {
      Architectures.check(config.getNetwork(), config.getDepth());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("field 'depth': " + e.getMessage(), e);
    }
  }

  private static boolean classifierAlone(TrainStageConfig config) {
    return config.getParameters().equals("classifier");
  }

  private static void train(StepContext<TrainStageConfig> context) throws IOException {
    TrainStageConfig config = context.config();
    Path images = context.input("images");
    Path sampling = context.input("sampling");
    WeightsFile start = start(context, images, sampling);
    try (OpenStage stage = OpenStage.of(start, images, sampling, context.inputs("frozen"))) {
      TrainingPlan plan =
          new TrainingPlan(
              config.getEpochs(),
              config.getLearningRate(),
              LearningRate.valueOf(config.getSchedule().toUpperCase(Locale.ROOT)));
      double loss =
          stage
              .trainer(settings(config), context.checkpoints())
              .train(free(stage, config), plan, draws(stage, config), context.progress());
      Map<String, Double> summary = stage.kernelDeviation();
      summary.put("loss", loss);
      stage.weights().write(context.output("weights", "weights.arrow", summary));
    }
  }

  private static TrainingSettings settings(TrainStageConfig config) {
    return new TrainingSettings(
        config.getBatchSize(),
        Objects.requireNonNullElse(config.getReplicas(), 1),
        config.getMomentum(),
        config.getWeightDecay(),
        Augmentation.of(
            config.getCrop(), config.getCropPadding(), config.getFlip(), config.getColourJitter()));
  }

  /**
   * What is trained of the decoupled tensors, made ready for it.
   *
   * @throws IllegalArgumentException if earlier stages left nothing
   */
  private static FreePositions free(OpenStage stage, TrainStageConfig config) {
    if (classifierAlone(config)) {
      ClassifierRetraining.prepare(stage.network(), config.getSeed(), number(stage));
      return FreePositions.all(stage.network());
    }
    if (stage.own().size() == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no free position left: the stages before stage %d (%s) keep every weight; prune one of them at a larger gamma, or leave this stage out",
              number(stage),
              stage.sampling().provenance().group()));
    }
    return stage.own();
  }

  private static DrawStream draws(OpenStage stage, TrainStageConfig config) {
    String purpose = classifierAlone(config) ? "classifier" : "train";
    return new DrawStream(config.getSeed(), number(stage), purpose);
  }

  private static int number(OpenStage stage) {
    return stage.sampling().provenance().stage();
  }

  private static WeightsFile start(
      StepContext<TrainStageConfig> context, Path images, Path sampling) throws IOException {
    TrainStageConfig config = context.config();
    Optional<Path> start = context.optionalInput("start");
    if (start.isPresent()) {
      return WeightsFile.read(start.get());
    }
    ImagesFile data = ImagesFile.read(images);
    NetworkSpec spec =
        new NetworkSpec(
            config.getNetwork(),
            config.getDepth(),
            config.getWidth(),
            data.labels().size(),
            data.input());
    Provenance provenance = SamplingFile.read(sampling).provenance();
    return new WeightsFile(
        spec, provenance, Architectures.initialise(spec, config.getSeed(), provenance.stage()));
  }
}
