package org.longtail.learning;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a part of a batch passes through: a network itself, or a copy of it for that batch. */
final class Replica {

  private final Network network;
  private final NDManager manager;
  private final Map<String, NDArray> copies;

  private Replica(Network network, NDManager manager, Map<String, NDArray> copies) {
    this.network = network;
    this.manager = manager;
    this.copies = copies;
  }

  /**
   * The network itself.
   *
   * @param batch of the network
   */
  static Replica itself(Network network, NDManager batch) {
    return new Replica(network, batch.newSubManager(), Map.of());
  }

  /**
   * A copy, with gradients of its own.
   *
   * @param device where the copy lives
   * @param batch on the network's device; takes the copy
   */
  static Replica copyOf(Network network, Device device, NDManager batch) {
    Map<String, NDArray> copies = new HashMap<>();
    for (NamedParameter parameter : network.parameters()) {
      NDArray copy = parameter.array().duplicate();
      copy.attach(batch);
      NDArray there = copy.toDevice(device, false);
      there.setRequiresGradient(parameter.trained());
      copies.put(parameter.parameter().getId(), there);
    }
    return new Replica(network, batch.newSubManager(device), copies);
  }

  /** Takes what is computed, on the replica's device; closed with the batch if not before. */
  NDManager manager() {
    return manager;
  }

  /**
   * The logits of a part of a batch in training.
   *
   * @param images {@code [part, channels, height, width]}, of this replica's manager
   * @return {@code [part, classes]}
   */
  NDArray logits(NDArray images) {
    return network.logits(images, new Store(), true);
  }

  /** This replica's value of a tensor of the network. */
  NDArray value(Parameter parameter) {
    return copies.getOrDefault(parameter.getId(), parameter.getArray());
  }

  /** Gives DJL's blocks the tensors of this replica. */
  private final class Store extends ParameterStore {

    Store() {
      super(manager, false);
    }

    @Override
    public @Nullable NDArray getValue(
        @Nullable Parameter parameter, Device device, boolean training) {
      return parameter == null ? null : value(parameter);
    }
  }
}
