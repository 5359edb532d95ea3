package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.longtail.schemas.arrow.Tensor;

/** The gradients that recordings have added up in a network's tensors. */
final class Gradients {

  private Gradients() {}

  /** Sets the gradients of all trained tensors to 0. */
  static void clear(Network network) {
    for (NamedParameter parameter : network.trained()) {
      if (parameter.array().hasGradient()) {
        try (GradientScope.Pause pause = GradientScope.pause();
            NDArray gradient = parameter.array().getGradient()) {
          gradient.subi(gradient);
        }
      }
    }
  }

  /**
   * Copies the gradients of the decoupled tensors to the heap, in network order; all are 0 after.
   */
  static List<Tensor> take(Network network) {
    List<Tensor> gradients = network.decoupled().stream().map(Gradients::copy).toList();
    clear(network);
    return gradients;
  }

  private static Tensor copy(NamedParameter parameter) {
    long[] shape = parameter.array().getShape().getShape();
    try (GradientScope.Pause pause = GradientScope.pause();
        NDArray gradient = parameter.array().getGradient();
        NDArray single = gradient.toType(DataType.FLOAT32, true)) {
      return new Tensor(parameter.name(), shape, single.toFloatArray());
    }
  }
}
