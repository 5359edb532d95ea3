package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;

/**
 * A tensor of a network under its PyTorch {@code state_dict} name.
 *
 * @param name such as {@code layer1.0.conv1.weight}
 * @param parameter DJL's parameter
 */
public record NamedParameter(String name, Parameter parameter) {

  /** Rank from which a trained tensor is decoupled: convolutions and linear layers, not biases. */
  private static final int DECOUPLED_RANK = 2;

  /** The tensor's value; owned by the network. */
  public NDArray array() {
    return parameter.getArray();
  }

  /** Whether gradients train it; running statistics are not trained. */
  public boolean trained() {
    return parameter.requiresGradient();
  }

  /** Whether stages share its positions out among themselves (METHOD section 0). */
  public boolean decoupled() {
    return trained() && parameter.getShape().dimension() >= DECOUPLED_RANK;
  }
}
