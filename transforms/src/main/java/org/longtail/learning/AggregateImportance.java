package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.longtail.schemas.arrow.Tensor;

/**
 * How much the parameters of one network, or of several that predict together, matter to a class:
 * the mean over the parameters of the Taylor importance {@code E = (w g)^2} (METHOD section 3),
 * {@code g} the gradient of the class's mean cross entropy with the networks in evaluation mode.
 *
 * <p>Together the networks predict {@code y = sum_t lambda_t p_t}. The gradient of {@code -log
 * y[label]} at network {@code t} is that of its own cross entropy, weighted image by image with
 * {@code lambda_t p_t[label] / y[label]}.
 *
 * <p>A position that is 0 was removed or belongs to a later stage: it is no parameter of its
 * network, and not counted. A position that has the last network's value is one parameter with it,
 * as the frozen positions of sub-models are: their gradients are added before they are squared.
 */
public final class AggregateImportance {

  private final List<Network> networks;
  private final double[] lambda;
  private final CompensationLoss crossEntropy;

  /**
   * The importance of networks of one architecture.
   *
   * @param networks by stage, at least one
   * @param lambda weight of each network, {@code [networks]}, on the simplex
   * @param classes number of classes
   */
  public AggregateImportance(List<Network> networks, double[] lambda, int classes) {
    if (networks.isEmpty() || networks.size() != lambda.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d networks and %d lambda; there must be one of each at least, and as many",
              networks.size(),
              lambda.length));
    }
    this.networks = List.copyOf(networks);
    this.lambda = lambda.clone();
    this.crossEntropy = CompensationLoss.crossEntropy(classes);
  }

  /**
   * The mean importance of the parameters to one class, at least 0.
   *
   * @throws IllegalArgumentException if the class has no image
   */
  public double of(int label, ClassImages images) {
    networks.forEach(KernelCheck::require);
    networks.forEach(Gradients::clear);
    int[] count = {0};
    images.forEach(
        label,
        (batch, labels) -> {
          backward(batch, labels);
          count[0] += labels.length;
        });
    ClassScores.requireImages(label, count[0]);
    List<List<Tensor>> weights = new ArrayList<>();
    List<List<Tensor>> gradients = new ArrayList<>();
    for (Network network : networks) {
      weights.add(network.decoupledTensors());
      gradients.add(Gradients.take(network));
    }
    return mean(weights, gradients, count[0]);
  }

  private void backward(NDArray batch, int[] labels) {
    try (GradientScope scope = GradientScope.record()) {
      List<NDArray> logits =
          networks.stream().map(network -> network.logits(batch, false)).toList();
      float[][] weights =
          responsibilities(logits.stream().map(each -> ofLabels(each, labels)).toList());
      NDArray total = crossEntropy.sum(logits.get(0), labels, weights[0]);
      for (int t = 1; t < weights.length; t++) {
        total = total.add(crossEntropy.sum(logits.get(t), labels, weights[t]));
      }
      scope.backward(total);
    }
  }

  /** Probability of each image's own class, {@code [batch]}. */
  private static float[] ofLabels(NDArray logits, int[] labels) {
    float[] probabilities;
    try (GradientScope.Pause pause = GradientScope.pause();
        NDArray softmax = logits.softmax(1)) {
      probabilities = softmax.toFloatArray();
    }
    int classes = probabilities.length / labels.length;
    float[] own = new float[labels.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = probabilities[i * classes + labels[i]];
    }
    return own;
  }

  /**
   * {@code lambda_t p_t[label] / sum_s lambda_s p_s[label]}: the share of each network in what they
   * predict together.
   *
   * @param ofLabels probability of each image's own class, {@code [networks][batch]}
   * @return {@code [networks][batch]}, sums to 1 over the networks; lambda where every probability
   *     is 0 in single precision
   */
  private float[][] responsibilities(List<float[]> ofLabels) {
    int batch = ofLabels.get(0).length;
    float[][] shares = new float[lambda.length][batch];
    for (int i = 0; i < batch; i++) {
      double sum = 0;
      for (int t = 0; t < lambda.length; t++) {
        sum += lambda[t] * ofLabels.get(t)[i];
      }
      for (int t = 0; t < lambda.length; t++) {
        shares[t][i] = (float) (sum > 0 ? lambda[t] * ofLabels.get(t)[i] / sum : lambda[t]);
      }
    }
    return shares;
  }

  /**
   * Mean of {@code (w g)^2} over the parameters.
   *
   * @param weights the decoupled tensors of each network
   * @param gradients the sums of their gradients over the images
   */
  static double mean(List<List<Tensor>> weights, List<List<Tensor>> gradients, long images) {
    double sum = 0;
    long parameters = 0;
    int last = weights.size() - 1;
    for (int i = 0; i < weights.get(last).size(); i++) {
      for (int j = 0; j < weights.get(last).get(i).values().length; j++) {
        double shared = 0;
        boolean anyShared = false;
        float lastWeight = weights.get(last).get(i).values()[j];
        for (int t = 0; t <= last; t++) {
          float weight = weights.get(t).get(i).values()[j];
          double gradient = gradients.get(t).get(i).values()[j] / (double) images;
          if (weight != 0 && weight == lastWeight) {
            shared += gradient;
            anyShared = true;
          } else if (weight != 0) {
            sum += weight * gradient * (weight * gradient);
            parameters++;
          }
        }
        if (anyShared) {
          sum += lastWeight * shared * (lastWeight * shared);
          parameters++;
        }
      }
    }
    return sum / requireParameters(parameters);
  }

  private static long requireParameters(long parameters) {
    return Optional.of(parameters)
        .filter(count -> count > 0)
        .orElseThrow(
            () -> new IllegalArgumentException("importance of a network whose weights are all 0"));
  }
}
