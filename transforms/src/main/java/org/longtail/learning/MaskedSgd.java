package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic gradient descent with momentum and weight decay that leaves fixed positions alone, bit
 * for bit: neither gradient, momentum nor weight decay reaches them.
 *
 * <pre>
 * g = (gradient + weight_decay * w) * free,   v = momentum * v + g,   w = w - rate * v
 * </pre>
 */
final class MaskedSgd implements AutoCloseable {

  private final NDManager manager;
  private final float momentum;
  private final float weightDecay;
  private final List<Slot> slots = new ArrayList<>();

  /** A trained tensor with what goes along with it; a tensor without mask is free everywhere. */
  private record Slot(NDArray weights, NDArray velocity, @Nullable NDArray free) {}

  MaskedSgd(Network network, FreePositions free, TrainingSettings settings) {
    this.manager = network.newBatch();
    this.momentum = (float) settings.momentum();
    this.weightDecay = (float) settings.weightDecay();
    for (NamedParameter parameter : network.trained()) {
      NDArray weights = parameter.array();
      NDArray mask =
          free.of(parameter.name())
              .map(bits -> mask(bits, weights.getShape(), weights))
              .orElse(null);
      NDArray velocity = manager.zeros(weights.getShape(), weights.getDataType());
      slots.add(new Slot(weights, velocity, mask));
    }
  }

  private @Nullable NDArray mask(BitSet bits, Shape shape, NDArray like) {
    int size = Math.toIntExact(shape.size());
    if (bits.cardinality() == size) {
      return null;
    }
    float[] values = new float[size];
    bits.stream().forEach(i -> values[i] = 1f);
    return manager.create(values, shape).toType(like.getDataType(), false);
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
      if (slot.free() != null) {
        gradient.muli(slot.free());
      }
      slot.velocity().muli(momentum).addi(gradient);
      NDArray move = slot.velocity().mul(rate);
      move.attach(scope);
      slot.weights().subi(move);
      gradient.subi(gradient);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
