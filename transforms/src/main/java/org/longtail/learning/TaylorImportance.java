package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
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

  /** The images of one class, batch by batch. */
  @FunctionalInterface
  public interface ClassImages {

    /** Hands over every batch of a class; arrays belong to the given manager. */
    void forEach(int label, BatchVisitor visitor);
  }

  /** Takes one batch of images of one class. */
  @FunctionalInterface
  public interface BatchVisitor {

    /**
     * Takes a batch.
     *
     * @param images {@code [batch, channels, height, width]}
     * @param labels {@code [batch]}
     */
    void visit(NDArray images, int[] labels);
  }

  /**
   * The scores of all decoupled tensors.
   *
   * @param classes the classes to average over, at least one
   * @param images the images of each class
   * @return a tensor of scores, at least 0, for each decoupled tensor
   */
  public List<Tensor> scores(int[] classes, ClassImages images) {
    if (classes.length == 0) {
      throw new IllegalArgumentException("importance of a group without a class");
    }
    List<NamedParameter> decoupled = network.decoupled();
    try (NDManager manager = network.newBatch()) {
      List<NDArray> sums =
          decoupled.stream()
              .map(
                  parameter ->
                      manager.zeros(parameter.array().getShape(), parameter.array().getDataType()))
              .toList();
      for (int label : classes) {
        addClass(label, images, decoupled, sums);
      }
      return average(decoupled, sums, classes.length);
    }
  }

  private void addClass(
      int label, ClassImages images, List<NamedParameter> decoupled, List<NDArray> sums) {
    clearGradients();
    int[] count = {0};
    images.forEach(
        label,
        (batch, labels) -> {
          try (GradientScope gradients = GradientScope.record()) {
            gradients.backward(loss.sum(network.logits(batch, false), labels));
          }
          count[0] += labels.length;
        });
    if (count[0] == 0) {
      throw new IllegalArgumentException(
          "importance of class %d: it has no image".formatted(label));
    }
    // The gradient is a sum over images and so over shards; it is squared once, at the end.
    try (GradientScope.Pause pause = GradientScope.pause()) {
      for (int i = 0; i < decoupled.size(); i++) {
        NDArray weights = decoupled.get(i).array();
        try (NDManager scope = sums.get(i).getManager().newSubManager();
            NDArray gradient = weights.getGradient()) {
          NDArray product = gradient.div(count[0]);
          product.attach(scope);
          product.muli(weights);
          product.muli(product);
          sums.get(i).addi(product);
        }
      }
    }
    clearGradients();
  }

  private void clearGradients() {
    for (NamedParameter parameter : network.trained()) {
      if (parameter.array().hasGradient()) {
        try (GradientScope.Pause pause = GradientScope.pause();
            NDArray gradient = parameter.array().getGradient()) {
          gradient.subi(gradient);
        }
      }
    }
  }

  private static List<Tensor> average(
      List<NamedParameter> decoupled, List<NDArray> sums, int classes) {
    List<Tensor> scores = new ArrayList<>();
    for (int i = 0; i < decoupled.size(); i++) {
      try (NDArray mean = sums.get(i).div(classes);
          NDArray single = mean.toType(ai.djl.ndarray.types.DataType.FLOAT32, true)) {
        scores.add(
            new Tensor(
                decoupled.get(i).name(), single.getShape().getShape(), single.toFloatArray()));
      }
    }
    return scores;
  }
}
