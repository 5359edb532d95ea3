package org.longtail.transforms.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.longtail.schemas.ArtifactKind;
import org.longtail.transforms.pruning.Gamma;
import org.longtail.transforms.step.ConfigSchema;
import org.longtail.transforms.step.LabelledTransform;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepType;

/**
 * Prunes a trained stage through a range of ratios, each going on from the one before, and chooses
 * one of them.
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
          "1.0.0",
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

  private final GammaSweepConfig config;

  private GammaSweep(GammaSweepConfig config) {
    super(TYPE.name());
    this.config = ConfigSchema.of(GammaSweepConfig.class).complete(config);
    if (ratios().isEmpty()) {
      throw new IllegalArgumentException("field 'gammas': a sweep needs at least one ratio");
    }
  }

  /** The sweep of a stage. */
  public static GammaSweep create(GammaSweepConfig config) {
    return new GammaSweep(config);
  }

  @Override
  public PCollectionRowTuple expand(PCollectionRowTuple input) {
    PCollectionRowTuple fixed = without(input, "weights", "importance");
    PCollectionList<Row> points = PCollectionList.empty(input.getPipeline());
    PCollectionList<Row> weights = PCollectionList.empty(input.getPipeline());
    PCollectionList<Row> masks = PCollectionList.empty(input.getPipeline());
    PCollectionRowTuple state = without(input, "images", "selection", "sampling", "frozen");
    for (double gamma : ratios()) {
      PCollectionRowTuple ratio =
          with(fixed, state)
              .apply(
                  "Gamma %s".formatted(gamma),
                  GammaRatio.to(gamma, config).named("%s/gamma %s".formatted(label(), gamma)));
      points = points.and(ratio.get("point"));
      weights = weights.and(ratio.get("weights"));
      masks = masks.and(ratio.get("mask"));
      state = without(ratio, "point");
    }
    PCollection<Row> allPoints = points.apply("Points", Flatten.pCollections());
    return PCollectionRowTuple.of("points", allPoints)
        .apply("Choice", new GammaChoice(config).named(label()))
        .and("weights", weights.apply("Weights", Flatten.pCollections()))
        .and("masks", masks.apply("Masks", Flatten.pCollections()));
  }

  /** The curve's ratios, and a configured gamma even where it is none of them. */
  private List<Double> ratios() {
    TreeSet<Double> ratios = new TreeSet<>(config.getGammas());
    OptionalDouble gamma = Gamma.parse(config.getGamma());
    gamma.ifPresent(ratios::add);
    return new ArrayList<>(ratios);
  }

  private static PCollectionRowTuple without(PCollectionRowTuple tuple, String... names) {
    PCollectionRowTuple rest = PCollectionRowTuple.empty(tuple.getPipeline());
    for (var entry : tuple.getAll().entrySet()) {
      if (!List.of(names).contains(entry.getKey())) {
        rest = rest.and(entry.getKey(), entry.getValue());
      }
    }
    return rest;
  }

  private static PCollectionRowTuple with(PCollectionRowTuple first, PCollectionRowTuple second) {
    PCollectionRowTuple both = first;
    for (var entry : second.getAll().entrySet()) {
      both = both.and(entry.getKey(), entry.getValue());
    }
    return both;
  }
}
