package org.longtail.transforms.importance;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.longtail.learning.Architectures;
import org.longtail.learning.Criterion;
import org.longtail.learning.Network;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImportanceFile;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;
import org.longtail.transforms.step.Work;
import org.longtail.transforms.training.OpenStage;

/**
 * Scores how much every decoupled weight matters to the stage's class group.
 *
 * <pre>{@code
 * PCollectionRowTuple.of("images", train).and("sampling", sampling).and("weights", weights)
 *     .apply(ImportanceScores.create(ImportanceScoresConfig.builder().build()));
 * }</pre>
 */
public final class ImportanceScores extends StepTransform<ImportanceScoresConfig> {

  static final StepType TYPE =
      new StepType(
          "ImportanceScores",
          "1.3.0",
          "Scores how much every decoupled weight matters to the stage's class group.",
          List.of(
              Port.optional(
                  "images", ArtifactKind.IMAGES, "training images; criterion l1 needs none"),
              Port.one("sampling", ArtifactKind.SAMPLING, "the stage's sampling"),
              Port.one("weights", ArtifactKind.WEIGHTS, "the network")),
          List.of(Port.one("importance", ArtifactKind.IMPORTANCE, "a score a position")));

  private ImportanceScores(Variants<ImportanceScoresConfig> configs) {
    super(
        TYPE,
        ImportanceScoresConfig.class,
        configs,
        Work.of(ImportanceScores::score).after(new PartialScores()));
  }

  /** The scores of a network's weights. */
  public static ImportanceScores create(ImportanceScoresConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static ImportanceScores create(Variants<ImportanceScoresConfig> configs) {
    return new ImportanceScores(configs);
  }

  @Override
  public void checkInputs(Set<String> connected) {
    configs()
        .forEach(
            config -> {
              if (Criterion.of(config.getCriterion()).needsImages()
                  && !connected.contains("images")) {
                throw new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "field 'criterion' is %s but input 'images' is not connected; connect the training images or choose l1",
                        config.getCriterion()));
              }
            });
  }

  private static void score(StepContext<ImportanceScoresConfig> context) throws IOException {
    SamplingFile sampling = SamplingFile.read(context.input("sampling"));
    Criterion criterion = Criterion.of(context.config().getCriterion());
    new ImportanceFile(sampling.provenance(), criterion.id(), scores(context, sampling, criterion))
        .write(context.output("importance", "importance.arrow"));
  }

  private static List<Tensor> scores(
      StepContext<ImportanceScoresConfig> context, SamplingFile sampling, Criterion criterion)
      throws IOException {
    if (!context.parts().isEmpty()) {
      return PartialScores.together(context.parts(), sampling, criterion);
    }
    WeightsFile weights = WeightsFile.read(context.input("weights"));
    if (!criterion.needsImages()) {
      try (Network network = Architectures.load(weights)) {
        return Criterion.magnitudes(network);
      }
    }
    try (OpenStage stage =
        OpenStage.of(weights, context.input("images"), context.input("sampling"), List.of())) {
      return StageImportance.of(stage, criterion);
    }
  }
}
