package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.longtail.schemas.arrow.Tensor;

/**
 * Stochastic gradient descent with momentum and weight decay that leaves fixed positions alone, bit
 * for bit: neither gradient, momentum nor weight decay reaches them.
 *
 * <pre>
 * g = gradient + weight_decay * w where free, 0 elsewhere,   v = momentum * v + g,   w = w - rate * v
 * </pre>
 */
final class MaskedSgd implements AutoCloseable {

  private final NDManager manager;
  private final float momentum;
  private final float weightDecay;
  private final List<Slot> slots = new ArrayList<>();

  /** A trained tensor with what goes along with it; a tensor without mask is free everywhere. */
  private record Slot(String name, NDArray weights, NDArray velocity, @Nullable Mask mask) {}

  /** Where a tensor is free, and the zeros that stand for the gradient elsewhere. */
  private record Mask(NDArray free, NDArray zeros) {

    /** Picks instead of multiplying, as an infinite gradient times 0 is not 0. */
    NDArray applyTo(NDArray gradient) {
      return NDArrays.where(free, gradient, zeros);
    }
  }

  MaskedSgd(Network network, FreePositions free, TrainingSettings settings) {
    this.manager = network.newBatch();
    this.momentum = (float) settings.momentum();
    this.weightDecay = (float) settings.weightDecay();
    for (NamedParameter parameter : network.trained()) {
      NDArray weights = parameter.array();
      Mask mask = free.of(parameter.name()).map(bits -> mask(bits, weights)).orElse(null);
      NDArray velocity = manager.zeros(weights.getShape(), weights.getDataType());
      slots.add(new Slot(parameter.name(), weights, velocity, mask));
    }
  }

  private @Nullable Mask mask(BitSet bits, NDArray weights) {
    boolean[] free = new boolean[Math.toIntExact(weights.size())];
    if (bits.cardinality() == free.length) {
      return null;
    }
    bits.stream().forEach(i -> free[i] = true);
    return new Mask(
        manager.create(free, weights.getShape()),
        manager.zeros(weights.getShape(), weights.getDataType()));
  }

  /** One update by the gradients that were recorded, which are used up. */
  void step(double rate) {
    try (GradientScope.Pause pause = GradientScope.pause()) {
      for (Slot slot : slots) {
        update(slot, (float) rate);
      }
    }
  }

  private void update(Slot slot, float rate) {
    try (NDManager scope = manager.newSubManager();
        NDArray gradient = slot.weights().getGradient()) {
      NDArray decay = slot.weights().mul(weightDecay);
      decay.attach(scope);
      gradient.addi(decay);
      NDArray free = slot.mask() == null ? gradient : slot.mask().applyTo(gradient);
      slot.velocity().muli(momentum).addi(free);
      if (free != gradient) {
        free.close();
      }
      NDArray move = slot.velocity().mul(rate);
      move.attach(scope);
      slot.weights().subi(move);
      gradient.subi(gradient);
    }
  }

  /** The momentum of each trained tensor, copied to the heap, in network order. */
  List<Tensor> momentum() {
    return slots.stream()
        .map(
            slot ->
                new Tensor(
                    slot.name(),
                    slot.velocity().getShape().getShape(),
                    slot.velocity().toFloatArray()))
        .toList();
  }

  /**
   * Takes a momentum over.
   *
   * @param momentum as {@link #momentum} gave it
   * @throws IllegalArgumentException if it is not of this network
   */
  void load(List<Tensor> momentum) {
    List<String> names = momentum.stream().map(Tensor::name).toList();
    if (!names.equals(slots.stream().map(Slot::name).toList())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "momentum of tensors %s, which are not those that are trained", names));
    }
    for (int i = 0; i < momentum.size(); i++) {
      Network.set(slots.get(i).velocity(), momentum.get(i));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
