package org.longtail.learning;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
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

  /** The tensors that a new network begins with in the first stage, drawn from the run's seed. */
  public static List<Tensor> initialise(NetworkSpec spec, long seed) {
    return initialise(spec, seed, 1);
  }

  /**
   * The tensors that a new network begins with, drawn from the run's seed.
   *
   * @param stage the stage that will train them, from 1: each begins with values of its own
   * @throws IllegalArgumentException if the architecture is unknown
   */
  public static List<Tensor> initialise(NetworkSpec spec, long seed, int stage) {
    return Initialisation.of(zeros(spec), seed, stage);
  }

  /**
   * Checks an architecture before anything is built.
   *
   * @throws IllegalArgumentException if there is no network of this name and depth
   */
  public static void check(String name, int depth) {
    switch (name) {
      case CifarResNet.NAME -> CifarResNet.blocks(depth);
      case ResNet.NAME -> ResNet.blocks(depth);
      default -> throw unknown(name);
    }
  }

  /** The tensors of a network of zeros, whose native memory is given back before they are drawn. */
  private static List<Tensor> zeros(NetworkSpec spec) {
    try (Network network = uninitialised(spec)) {
      return network.tensors();
    }
  }

  /** A network of zeros. */
  static Network uninitialised(NetworkSpec spec) {
    Architecture architecture = architecture(spec);
    Shape batch =
        new Shape(1, spec.input().channels(), spec.input().height(), spec.input().width());
    return Network.of(architecture.block(), architecture.names(), batch, DataType.FLOAT32);
  }

  private static Architecture architecture(NetworkSpec spec) {
    return switch (spec.name()) {
      case CifarResNet.NAME -> CifarResNet.of(spec.depth(), spec.width(), spec.classes());
      case ResNet.NAME -> ResNet.of(spec.depth(), spec.width(), spec.classes());
      default -> throw unknown(spec.name());
    };
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "no network '%s'; there are %s and %s",
            name,
            CifarResNet.NAME,
            ResNet.NAME));
  }
}
