package org.longtail.learning;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;

/** Builds networks from their description. */
public final class Architectures {

  private Architectures() {}

  /**
   * A network with stored weights.
   *
   * @throws IllegalArgumentException if the architecture is unknown or a tensor does not fit
   */
  public static Network load(WeightsFile weights) {
    Network network = uninitialised(weights.network());
    try {
      network.load(weights.tensors());
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** The tensors that a new network begins with, drawn from the run's seed. */
  public static List<Tensor> initialise(NetworkSpec spec, long seed) {
    try (Network network = uninitialised(spec)) {
      return Initialisation.of(network.tensors(), seed, 1);
    }
  }

  private static Network uninitialised(NetworkSpec spec) {
    if (!spec.name().equals(CifarResNet.NAME)) {
      throw new IllegalArgumentException(
          "no network '%s'; there is %s".formatted(spec.name(), CifarResNet.NAME));
    }
    CifarResNet.Architecture architecture =
        CifarResNet.of(spec.depth(), spec.width(), spec.classes());
    Shape batch =
        new Shape(1, spec.input().channels(), spec.input().height(), spec.input().width());
    return Network.of(architecture.block(), architecture.names(), batch, DataType.FLOAT32);
  }
}
