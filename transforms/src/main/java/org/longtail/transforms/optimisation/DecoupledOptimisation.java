package org.longtail.transforms.optimisation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.stage.DecoupledStage;
import org.longtail.transforms.stage.DecoupledStageConfig;
import org.longtail.transforms.step.ConfigSchema;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.OnlyVariants;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.RowTuples;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Trains a sub-model for each class group in turn, each in the parameters that the stages before
 * left free.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("images", train).and("selection", test)
 *     .apply(DecoupledOptimisation.create(
 *         DecoupledOptimisationConfig.builder()
 *             .setEveryStage(DecoupledStageConfig.builder()
 *                 .setNetwork("cifar_resnet").setDepth(32).setWidth(16).setRetrainRate(0.005).build())
 *             .setStages(List.of(
 *                 stage("many", "natural", 100, 0.1),
 *                 stage("medium", "enhanced", 50, 0.005),
 *                 stage("few", "inverse", 50, 0.005)))
 *             .build()));
 * }</pre>
 */
public final class DecoupledOptimisation extends LabelledTransform {

  static final StepType TYPE =
      new StepType(
          "DecoupledOptimisation",
          "1.0.0",
          "Trains a sub-model for each class group, each in the parameters that are still free.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "training images"),
              Port.optional(
                  "selection", ArtifactKind.IMAGES, "images that sweeps measure accuracy on"),
              Port.optional(
                  "whole", ArtifactKind.IMAGES, "the training split before any were held out"),
              Port.optional("start", ArtifactKind.WEIGHTS, "pre-trained weights")),
          List.of(
              Port.many("sub_models", ArtifactKind.WEIGHTS, "the sub-model of each stage"),
              Port.many("masks", ArtifactKind.MASK, "what each stage froze"),
              Port.one("sampling", ArtifactKind.SAMPLING, "of the first stage, with the groups"),
              Port.many("samplings", ArtifactKind.SAMPLING, "what each stage drew"),
              Port.many("sweeps", ArtifactKind.SWEEP, "of the stages that had one"),
              Port.many("trained", ArtifactKind.WEIGHTS, "each stage before it was pruned")));

  private static final Set<String> CHAINED = Set.of("start", "frozen");

  private final Variants<List<DecoupledStageConfig>> configs;

  private DecoupledOptimisation(Variants<DecoupledOptimisationConfig> configs) {
    super(TYPE.name());
    this.configs =
        configs.map(ConfigSchema.of(DecoupledOptimisationConfig.class)::complete).map(Stages::of);
    this.configs.forEach(DecoupledOptimisation::check);
  }

  /** The stages that a configuration describes. */
  public static DecoupledOptimisation create(DecoupledOptimisationConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static DecoupledOptimisation create(Variants<DecoupledOptimisationConfig> configs) {
    return new DecoupledOptimisation(configs);
  }

  private static void check(List<DecoupledStageConfig> stages) {
    for (DecoupledStageConfig stage : stages) {
      inStage(stage.getStage(), () -> DecoupledStage.create(stage));
    }
  }

  @Override
  public void checkInputs(Set<String> connected) {
    configs.forEach(
        stages -> {
          for (DecoupledStageConfig stage : stages) {
            Set<String> inputs = new TreeSet<>(connected);
            if (stage.getStage() > 1) {
              inputs.addAll(CHAINED);
            }
            inStage(stage.getStage(), () -> DecoupledStage.create(stage).checkInputs(inputs));
          }
        });
  }

  private static void inStage(int stage, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "stage %d: %s", stage, e.getMessage()), e);
    }
  }

  @Override
  public List<String> steps() {
    Set<String> names = new LinkedHashSet<>();
    configs.forEach(
        stages -> {
          for (DecoupledStageConfig stage : stages) {
            names.addAll(DecoupledStage.create(stage).named(nameOf(stage.getStage())).steps());
          }
        });
    return List.copyOf(names);
  }

  private String nameOf(int stage) {
    return String.format(Locale.ROOT, "%s/stage %d", label(), stage);
  }

  @Override
  public PCollectionRowTuple expand(PCollectionRowTuple input) {
    checkInputs(input.getAll().keySet());
    Map<Integer, Variants<List<DecoupledStageConfig>>> byStages = configs.groupBy(List::size);
    List<PCollectionRowTuple> outputs = new ArrayList<>();
    byStages.forEach(
        (stages, some) ->
            outputs.add(
                byStages.size() == 1
                    ? chain(input, some, "")
                    : chain(
                        OnlyVariants.of(some, input),
                        some,
                        String.format(Locale.ROOT, " of %d", stages))));
    return RowTuples.union(outputs);
  }

  private PCollectionRowTuple chain(
      PCollectionRowTuple input, Variants<List<DecoupledStageConfig>> some, String suffix) {
    int count = some.values().iterator().next().size();
    PCollectionRowTuple data = RowTuples.pick(input, "images", "selection", "whole");
    PCollectionRowTuple before = RowTuples.pick(input, "start");
    List<PCollectionRowTuple> ended = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      String name = String.format(Locale.ROOT, "Stage %d%s", i + 1, suffix);
      PCollectionRowTuple end =
          RowTuples.plus(data, before)
              .apply(
                  name,
                  DecoupledStage.create(some.map(stages -> stages.get(index)))
                      .named(nameOf(i + 1)));
      ended.add(end);
      if (i + 1 < count) {
        before =
            PCollectionRowTuple.of("start", end.get("next"))
                .and("frozen", all(ended, "mask", "Frozen by " + name));
      }
    }
    return PCollectionRowTuple.of("sub_models", all(ended, "weights", "SubModels" + suffix))
        .and("masks", all(ended, "mask", "Masks" + suffix))
        .and("sampling", ended.get(0).get("sampling"))
        .and("samplings", all(ended, "sampling", "Samplings" + suffix))
        .and("sweeps", all(ended, "sweep", "Sweeps" + suffix))
        .and("trained", all(ended, "trained", "Trained" + suffix));
  }

  private static PCollection<Row> all(
      List<PCollectionRowTuple> stages, String output, String name) {
    return PCollectionList.of(stages.stream().map(stage -> stage.get(output)).toList())
        .apply(name, Flatten.pCollections());
  }
}
