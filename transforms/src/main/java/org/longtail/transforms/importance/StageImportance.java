package org.longtail.transforms.importance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.longtail.images.Augmentation;
import org.longtail.learning.ClassBatches;
import org.longtail.learning.ClassScores;
import org.longtail.learning.Criterion;
import org.longtail.learning.Network;
import org.longtail.schemas.arrow.ImportanceFile;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.transforms.training.OpenStage;

/** Importance of the weights of an open stage to its group, over all its training images. */
public final class StageImportance {

  private StageImportance() {}

  /** A tensor of scores for each decoupled tensor, in network order. */
  public static List<Tensor> of(OpenStage stage, Criterion criterion) {
    return criterion.scores(
        stage.network(),
        stage.loss(),
        stage.sampling().stageClasses(),
        new ClassBatches(stage.network(), stage.batches(Augmentation.NONE)));
  }

  /** The scores of some of the group's classes, summed. */
  static ClassScores summed(OpenStage stage, Criterion criterion, int[] classes) {
    return criterion.summed(
        stage.network(),
        stage.loss(),
        classes,
        new ClassBatches(stage.network(), stage.batches(Augmentation.NONE)));
  }

  /**
   * The scores in a file, in network order.
   *
   * @param criterion that the scores must be by
   * @param network that they must be for
   * @throws IllegalArgumentException if they are by another one, or for other tensors
   */
  public static List<Tensor> read(Path importance, Criterion criterion, Network network)
      throws IOException {
    ImportanceFile file = ImportanceFile.read(importance);
    if (!file.criterion().equals(criterion.id())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input 'importance': %s has scores by criterion '%s', but field 'criterion' is '%s'; give both steps the same criterion",
              importance,
              file.criterion(),
              criterion.id()));
    }
    return network.scores("the scores in " + importance, file.scores());
  }
}
