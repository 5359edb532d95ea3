package org.longtail.schemas.arrow;

import java.util.List;

/**
 * The state of a training after whole epochs, from which it goes on bit for bit as if it had never
 * been interrupted. What is drawn is a function of seed, purpose and epoch, so no state of a
 * generator belongs to it.
 *
 * @param purpose which training it is, among those of its step
 * @param epoch how many epochs are done, at least 1
 * @param loss mean loss of the last of them
 * @param weights every tensor of the network, in network order
 * @param momentum of each trained tensor, in network order
 * @param free the positions of the decoupled tensors that are trained, in network order
 */
public record Checkpoint(
    String purpose,
    int epoch,
    double loss,
    List<Tensor> weights,
    List<Tensor> momentum,
    List<Mask> free) {

  public Checkpoint {
    weights = List.copyOf(weights);
    momentum = List.copyOf(momentum);
    free = List.copyOf(free);
  }
}
