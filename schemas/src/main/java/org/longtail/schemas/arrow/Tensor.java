package org.longtail.schemas.arrow;

import java.util.Arrays;

/**
 * A named tensor on the heap, in row-major order. The arrays are handed over, not copied: whoever
 * makes a tensor gives them up.
 *
 * @param name its PyTorch {@code state_dict} name
 * @param shape size of each dimension
 * @param values as many as the product of the shape
 */
public record Tensor(String name, long[] shape, float[] values) {

  public Tensor {
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "tensor %s: shape %s has %d positions, but there are %d values"
              .formatted(name, Arrays.toString(shape), size, values.length));
    }
  }

  /** The same tensor with other values. */
  public Tensor withValues(float[] others) {
    return new Tensor(name, shape, others);
  }
}
