package org.longtail.learning;

import java.util.List;
import java.util.stream.Stream;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;

/** Takes weights that were trained on some images as the beginning of a network for others. */
public final class Transfer {

  private Transfer() {}

  /**
   * Weights for these classes and images. For another number of classes than before, the classifier
   * ({@code fc.weight} and {@code fc.bias}) is initialised anew; all else stays, bit for bit.
   *
   * @param trained weights of any order; without a classifier only if that is initialised
   * @param classes number of classes K
   * @param input the images, of as many channels as those that the weights were trained on
   * @param seed the run's seed
   * @return the weights in network order
   * @throws IllegalArgumentException if the architecture is unknown or a tensor does not fit
   */
  public static WeightsFile to(
      WeightsFile trained, int classes, NetworkSpec.Input input, long seed) {
    NetworkSpec before = trained.network();
    NetworkSpec spec =
        new NetworkSpec(before.name(), before.depth(), before.width(), classes, input);
    try (Network network = Architectures.uninitialised(spec)) {
      List<Tensor> tensors =
          newClassifier(trained, classes)
              ? withNewClassifier(trained.tensors(), network, seed)
              : trained.tensors();
      return new WeightsFile(spec, trained.provenance(), network.inOrder(tensors));
    }
  }

  /** Whether weights get a new classifier when they are taken for this number of classes. */
  public static boolean newClassifier(WeightsFile trained, int classes) {
    return trained.network().classes() != classes;
  }

  private static List<Tensor> withNewClassifier(List<Tensor> tensors, Network network, long seed) {
    List<Tensor> empty =
        network.parameters().stream()
            .filter(parameter -> ofClassifier(parameter.name()))
            .map(Transfer::zeros)
            .toList();
    return Stream.concat(
            tensors.stream().filter(tensor -> !ofClassifier(tensor.name())),
            Initialisation.of(empty, seed, 1).stream())
        .toList();
  }

  private static Tensor zeros(NamedParameter parameter) {
    return new Tensor(
        parameter.name(),
        parameter.array().getShape().getShape(),
        new float[Math.toIntExact(parameter.array().size())]);
  }

  private static boolean ofClassifier(String name) {
    return name.startsWith(NamedLayers.CLASSIFIER + ".");
  }
}
