package org.longtail.learning;

import java.util.List;
import org.longtail.schemas.arrow.Tensor;

/**
 * First-order Taylor importance (METHOD section 3): for each class, the gradient {@code g} of its
 * mean loss with the network in evaluation mode and {@code E = (w g)^2}; the score is the mean of
 * {@code E} over the classes.
 */
public final class TaylorImportance {

  private final Network network;
  private final CompensationLoss loss;

  public TaylorImportance(Network network, CompensationLoss loss) {
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
   * @throws TrainingException if the engine computes the network wrongly on this processor
   */
  public List<Tensor> scores(int[] classes, ClassImages images) {
    return summed(classes, images).mean();
  }

  /** The scores of some classes, summed; parameters and errors are those of {@link #scores}. */
  ClassScores summed(int[] classes, ClassImages images) {
    List<Tensor> weights = network.decoupledTensors();
    return ClassScores.over(classes, label -> squared(gradients(label, images), weights));
  }

  /**
   * The sum of the loss gradients of some images of a class. Over part of the images it is a
   * partial sum, for {@link GradientSum#plus}.
   *
   * @throws IllegalArgumentException if there is no image
   */
  public GradientSum gradients(int label, ClassImages images) {
    KernelCheck.require(network);
    Gradients.clear(network);
    int[] count = {0};
    images.forEach(
        label,
        (batch, labels) -> {
          try (GradientScope gradients = GradientScope.record()) {
            gradients.backward(loss.sum(network.logits(batch, false), labels));
          }
          count[0] += labels.length;
        });
    ClassScores.requireImages(label, count[0]);
    return new GradientSum(Gradients.take(network), count[0]);
  }

  /**
   * {@code E = (w g)^2} of one class, {@code g} the mean of its gradients.
   *
   * @param gradients the sum over all images of the class
   * @param weights the decoupled tensors, in network order
   */
  public static List<Tensor> squared(GradientSum gradients, List<Tensor> weights) {
    List<Tensor> scores = gradients.mean();
    for (int i = 0; i < scores.size(); i++) {
      float[] values = scores.get(i).values();
      float[] weight = weights.get(i).values();
      for (int j = 0; j < values.length; j++) {
        float product = values[j] * weight[j];
        values[j] = product * product;
      }
    }
    return scores;
  }
}
