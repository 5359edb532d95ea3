package org.longtail.transforms.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.pruning.Gamma;
import org.longtail.transforms.pruning.PruningSettings;
import org.longtail.transforms.step.ConfigSchema;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.OnlyVariants;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.RowTuples;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;

/**
 * Prunes a trained stage through a range of ratios and chooses one of them. The ratios are {@code
 * chained}, each going on from the one before, or {@code independent}, each pruned from the trained
 * network with a schedule of its own, all in parallel.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("images", train).and("selection", test)
 *     .and("sampling", sampling).and("weights", weights).and("importance", scores)
 *     .apply(GammaSweep.create(GammaSweepConfig.builder().setLearningRate(0.01).build()));
 * }</pre>
 */
public final class GammaSweep extends LabelledTransform {

  static final StepType TYPE =
      new StepType(
          "GammaSweep",
          "1.1.0",
          "Prunes a trained stage ratio by ratio, scores each ratio, and chooses one.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "training images"),
              Port.one("selection", ArtifactKind.IMAGES, "images that accuracy is measured on"),
              Port.one("sampling", ArtifactKind.SAMPLING, "the stage's sampling"),
              Port.one("weights", ArtifactKind.WEIGHTS, "the trained network"),
              Port.optional("importance", ArtifactKind.IMPORTANCE, "scores of the trained network"),
              Port.many("frozen", ArtifactKind.MASK, "masks of all earlier stages")),
          List.of(
              Port.one("sweep", ArtifactKind.SWEEP, "accuracy by ratio, and the choice"),
              Port.many("weights", ArtifactKind.WEIGHTS, "the network at each ratio"),
              Port.many("masks", ArtifactKind.MASK, "the positions kept at each ratio")));

  private static final String CHAINED = "chained";

  private final Variants<GammaSweepConfig> configs;

  /** The shape of the graph: the ratios, ascending, and whether each begins where one ended. */
  private record Curve(List<Double> ratios, boolean chained) {}

  private GammaSweep(Variants<GammaSweepConfig> configs) {
    super(TYPE.name());
    this.configs = configs.map(ConfigSchema.of(GammaSweepConfig.class)::complete);
    this.configs.forEach(
        config -> {
          if (ratios(config).isEmpty()) {
            throw new IllegalArgumentException("field 'gammas': a sweep needs at least one ratio");
          }
          PruningSettings.of(GammaRatio.configuration(0, config));
        });
  }

  /** The sweep of a stage. */
  public static GammaSweep create(GammaSweepConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static GammaSweep create(Variants<GammaSweepConfig> configs) {
    return new GammaSweep(configs);
  }

  @Override
  public PCollectionRowTuple expand(PCollectionRowTuple input) {
    PCollectionList<Row> points = PCollectionList.empty(input.getPipeline());
    PCollectionList<Row> weights = PCollectionList.empty(input.getPipeline());
    PCollectionList<Row> masks = PCollectionList.empty(input.getPipeline());
    var byCurve = configs.groupBy(GammaSweep::curve);
    for (var curve : byCurve.entrySet()) {
      Variants<GammaSweepConfig> some = curve.getValue();
      PCollectionRowTuple own = byCurve.size() == 1 ? input : OnlyVariants.of(some, input);
      PCollectionRowTuple fixed = RowTuples.pick(own, "images", "selection", "sampling", "frozen");
      PCollectionRowTuple state = RowTuples.pick(own, "weights", "importance");
      for (double gamma : curve.getKey().ratios()) {
        PCollectionRowTuple ratio =
            RowTuples.plus(fixed, state)
                .apply(
                    name(gamma, byCurve.size() == 1 ? Set.of() : some.names()),
                    GammaRatio.to(gamma, some)
                        .named(String.format(Locale.ROOT, "%s/gamma %s", label(), gamma)));
        points = points.and(ratio.get("point"));
        weights = weights.and(ratio.get("weights"));
        masks = masks.and(ratio.get("mask"));
        if (curve.getKey().chained()) {
          state = RowTuples.pick(ratio, "weights", "mask");
        }
      }
    }
    PCollection<Row> allPoints = points.apply("Points", Flatten.pCollections());
    return PCollectionRowTuple.of("points", allPoints)
        .apply("Choice", new GammaChoice(configs).named(label()))
        .and("weights", weights.apply("Weights", Flatten.pCollections()))
        .and("masks", masks.apply("Masks", Flatten.pCollections()));
  }

  private static String name(double gamma, Set<String> variants) {
    return variants.isEmpty()
        ? String.format(Locale.ROOT, "Gamma %s", gamma)
        : String.format(Locale.ROOT, "Gamma %s of %s", gamma, String.join(" ", variants));
  }

  private static Curve curve(GammaSweepConfig config) {
    return new Curve(ratios(config), config.getMode().equals(CHAINED));
  }

  /** The curve's ratios, and a configured gamma even where it is none of them. */
  private static List<Double> ratios(GammaSweepConfig config) {
    TreeSet<Double> ratios = new TreeSet<>(config.getGammas());
    OptionalDouble gamma = Gamma.parse(config.getGamma());
    gamma.ifPresent(ratios::add);
    return new ArrayList<>(ratios);
  }
}
