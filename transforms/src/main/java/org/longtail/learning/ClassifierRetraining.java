package org.longtail.learning;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.longtail.schemas.arrow.Tensor;

/**
 * Decoupled classifier re-training (cRT; Kang et al., Decoupling Representation and Classifier for
 * Long-Tailed Recognition, 2020): the last linear layer of a trained network begins anew and is
 * trained alone, while the features stay as they are.
 */
public final class ClassifierRetraining {

  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";

  private ClassifierRetraining() {}

  /**
   * Makes a network ready: initialises its last linear layer anew, and leaves nothing else to
   * train. Batch norm keeps its statistics from now on: it runs in evaluation mode throughout.
   *
   * @param network changed in place
   * @param seed the run's seed
   * @param stage the stage that will train the layer, from 1
   * @throws IllegalArgumentException if the network has no linear layer
   */
  public static void prepare(Network network, long seed, int stage) {
    Set<String> layer = lastLinear(network);
    List<Tensor> trained = network.tensors();
    List<Tensor> anew = Initialisation.of(trained, seed, stage);
    network.load(
        IntStream.range(0, trained.size())
            .mapToObj(i -> layer.contains(trained.get(i).name()) ? anew.get(i) : trained.get(i))
            .toList());
    network.freezeAllBut(layer);
  }

  /** Names of the tensors of the last linear layer. */
  private static Set<String> lastLinear(Network network) {
    String weight =
        network.decoupled().stream()
            .filter(parameter -> parameter.array().getShape().dimension() == 2)
            .map(NamedParameter::name)
            .filter(name -> name.endsWith(WEIGHT))
            .reduce((first, last) -> last)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the network has no linear layer to train again; its tensors are "
                            + network.parameters().stream().map(NamedParameter::name).toList()));
    return Set.of(weight, weight.substring(0, weight.length() - WEIGHT.length()) + BIAS);
  }
}
