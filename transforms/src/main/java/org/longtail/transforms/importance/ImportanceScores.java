package org.longtail.transforms.importance;

import java.io.IOException;
import java.util.List;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.ImportanceFile;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.step.Port;
import org.longtail.transforms.step.StepContext;
import org.longtail.transforms.step.StepTransform;
import org.longtail.transforms.step.StepType;
import org.longtail.transforms.step.Variants;
import org.longtail.transforms.training.OpenStage;

/**
 * Scores every decoupled weight by its Taylor importance to the stage's class group.
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
          "1.0.0",
          "Scores how much every decoupled weight matters to the stage's class group.",
          List.of(
              Port.one("images", ArtifactKind.IMAGES, "training images"),
              Port.one("sampling", ArtifactKind.SAMPLING, "the stage's sampling"),
              Port.one("weights", ArtifactKind.WEIGHTS, "the network")),
          List.of(Port.one("importance", ArtifactKind.IMPORTANCE, "a score a position")));

  private ImportanceScores(Variants<ImportanceScoresConfig> configs) {
    super(TYPE, ImportanceScoresConfig.class, configs, ImportanceScores::score);
  }

  /** The scores of a network's weights. */
  public static ImportanceScores create(ImportanceScoresConfig config) {
    return create(Variants.same(config));
  }

  /** The same with a configuration for each variant. */
  public static ImportanceScores create(Variants<ImportanceScoresConfig> configs) {
    return new ImportanceScores(configs);
  }

  private static void score(StepContext<ImportanceScoresConfig> context) throws IOException {
    WeightsFile weights = WeightsFile.read(context.input("weights"));
    try (OpenStage stage =
        OpenStage.of(weights, context.input("images"), context.input("sampling"), List.of())) {
      List<Tensor> scores = StageImportance.of(stage);
      new ImportanceFile(stage.sampling().provenance(), scores)
          .write(context.output("importance", "importance.arrow"));
    }
  }
}
