package org.longtail.learning;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives DJL's blocks the tensors of another store in double precision, for one batch. Gradients
 * reach the tensors themselves, in the precision that these have.
 *
 * <p>The engine computes convolutions in single precision by kernels that are made for each
 * processor, and those for few channels are wrong on some. In double precision it has one way, by
 * matrix products, which every processor takes.
 */
final class DoublePrecision extends ParameterStore {

  private final ParameterStore values;
  private final NDManager batch;
  private final NDArray one;
  private final Map<String, NDArray> doubles = new HashMap<>();

  /**
   * The tensors of a store in double precision.
   *
   * @param batch takes the copies
   */
  DoublePrecision(ParameterStore values, NDManager batch) {
    super(batch, false);
    this.values = values;
    this.batch = batch;
    this.one = batch.create(new double[] {1});
  }

  @Override
  public @Nullable NDArray getValue(
      @Nullable Parameter parameter, Device device, boolean training) {
    NDArray value = values.getValue(parameter, device, training);
    if (parameter == null || value == null || value.getDataType() == DataType.FLOAT64) {
      return value;
    }
    NDArray known = doubles.get(parameter.getId());
    if (known != null) {
      return known;
    }
    NDArray precise = widened(value);
    doubles.put(parameter.getId(), precise);
    return precise;
  }

  /**
   * An array in double precision. Unlike the engine's own conversion this one is recorded, so that
   * gradients pass through it: single precision times double precision is double precision.
   */
  NDArray widened(NDArray array) {
    NDArray precise = array.mul(one);
    precise.attach(batch);
    return precise;
  }

  /** An array in single precision, recorded too: what is added in place keeps its type. */
  NDArray narrowed(NDArray array) {
    return batch.zeros(array.getShape(), DataType.FLOAT32).addi(array);
  }

  /** Hands statistics that a batch has updated on to the tensors that they were taken from. */
  void handOn(List<NamedParameter> statistics, Device device) {
    try (GradientScope.Pause pause = GradientScope.pause()) {
      for (NamedParameter statistic : statistics) {
        NDArray updated = doubles.get(statistic.parameter().getId());
        if (updated == null) {
          continue; // of another part of the network
        }
        NDArray value = values.getValue(statistic.parameter(), device, true);
        if (value != null) {
          try (NDArray single = updated.toType(value.getDataType(), true)) {
            value.set(new NDIndex(":"), single);
          }
        }
      }
    }
  }
}
