package org.longtail.learning;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.longtail.images.Draws;
import org.longtail.schemas.arrow.Tensor;

/**
 * The values that tensors begin with: He's normal for convolutions (fan-out, as torchvision's
 * ResNets), uniform in {@code ±1/sqrt(fan-in)} for linear layers and their biases, 1 and 0 for
 * batch norm. Each tensor is drawn from a stream of its own, so that it depends on the seed, the
 * stage and its name alone.
 */
public final class Initialisation {

  private Initialisation() {}

  /**
   * Initial values for tensors of these names and shapes.
   *
   * @param tensors in network order; a linear layer's bias follows its weight
   * @param seed the run's seed
   * @param stage the stage that will train the values, from 1
   */
  public static List<Tensor> of(List<Tensor> tensors, long seed, int stage) {
    return tensors.stream()
        .map(
            tensor ->
                tensor.withValues(
                    values(tensor, tensors, Draws.of(seed, "initialise", stage, tensor.name()))))
        .toList();
  }

  private static float[] values(Tensor tensor, List<Tensor> tensors, Draws draws) {
    float[] values = new float[tensor.values().length];
    long[] shape = tensor.shape();
    String name = tensor.name();
    if (shape.length == 4) {
      float deviation = (float) Math.sqrt(2.0 / (shape[0] * shape[2] * shape[3]));
      for (int i = 0; i < values.length; i++) {
        values[i] = draws.gaussian() * deviation;
      }
    } else if (shape.length == 2) {
      fillUniform(values, shape[1], draws);
    } else if (name.endsWith(".bias")) {
      linearWeight(name, tensors)
          .ifPresent(weight -> fillUniform(values, weight.shape()[1], draws));
    } else if (name.endsWith(".weight") || name.endsWith(".running_var")) {
      Arrays.fill(values, 1f);
    }
    return values;
  }

  private static void fillUniform(float[] values, long fanIn, Draws draws) {
    double bound = 1 / Math.sqrt(fanIn);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * draws.uniform() - 1) * bound);
    }
  }

  private static Optional<Tensor> linearWeight(String bias, List<Tensor> tensors) {
    String weight = bias.substring(0, bias.length() - "bias".length()) + "weight";
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(weight) && tensor.shape().length == 2)
        .findFirst();
  }
}
