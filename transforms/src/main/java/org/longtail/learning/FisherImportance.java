package org.longtail.learning;

import java.util.List;
import org.longtail.schemas.arrow.Tensor;

/**
 * Empirical Fisher information (METHOD section 3): the mean over images of the squared per-batch
 * gradient. The reading here: a batch holds images of one class, as {@link ClassImages} gives them;
 * {@code g_b} is the gradient of the mean loss of batch {@code b} of {@code n_b} images, with the
 * network in evaluation mode, and
 *
 * <pre>
 * F^y = sum_b n_b g_b^2 / sum_b n_b,   score = mean of F^y over the classes
 * </pre>
 *
 * Other than Taylor importance it depends on how the images are split into batches.
 */
public final class FisherImportance {

  private final Network network;
  private final CompensationLoss loss;

  public FisherImportance(Network network, CompensationLoss loss) {
    this.network = network;
    this.loss = loss;
  }

  /**
   * The scores of all decoupled tensors.
   *
   * @param classes the classes to average over, at least one
   * @param images the images of each class
   * @return a tensor of scores, at least 0, for each decoupled tensor
   * @throws IllegalArgumentException if there is no class, or a class has no image
   */
  public List<Tensor> scores(int[] classes, ClassImages images) {
    return summed(classes, images).mean();
  }

  /** The scores of some classes, summed; parameters and errors are those of {@link #scores}. */
  ClassScores summed(int[] classes, ClassImages images) {
    return ClassScores.over(classes, label -> squaredGradients(label, images).mean());
  }

  /**
   * {@code sum_b n_b g_b^2} of some batches of a class. Over part of the batches it is a partial
   * sum, for {@link GradientSum#plus}.
   *
   * @throws IllegalArgumentException if there is no image
   */
  public GradientSum squaredGradients(int label, ClassImages images) {
    KernelCheck.require(network);
    Gradients.clear(network);
    TensorSum sum = new TensorSum();
    int[] count = {0};
    images.forEach(
        label,
        (batch, labels) -> {
          try (GradientScope gradients = GradientScope.record()) {
            gradients.backward(loss.mean(network.logits(batch, false), labels));
          }
          sum.add(squared(Gradients.take(network), labels.length));
          count[0] += labels.length;
        });
    ClassScores.requireImages(label, count[0]);
    return new GradientSum(sum.total(), count[0]);
  }

  private static List<Tensor> squared(List<Tensor> gradients, int images) {
    for (Tensor gradient : gradients) {
      float[] values = gradient.values();
      for (int j = 0; j < values.length; j++) {
        values[j] = images * values[j] * values[j];
      }
    }
    return gradients;
  }
}
