package org.longtail.transforms.importance;

import java.util.List;
import org.longtail.images.Augmentation;
import org.longtail.learning.ClassBatches;
import org.longtail.learning.TaylorImportance;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.transforms.training.OpenStage;

/** Importance of the weights of an open stage to its group, over all its training images. */
public final class StageImportance {

  private StageImportance() {}

  /** A tensor of scores for each decoupled tensor, in network order. */
  public static List<Tensor> of(OpenStage stage) {
    return new TaylorImportance(stage.network(), stage.loss())
        .scores(
            stage.sampling().stageClasses(),
            new ClassBatches(stage.network(), stage.batches(Augmentation.NONE)));
  }
}
