package org.longtail.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/**
 * Something that kernels computed from numbers that are known.
 *
 * @param layer the layer that it is of
 * @param what it is, such as {@code output}
 * @param values in row-major order; single precision is widened, which loses nothing
 */
record KernelProbe(String layer, String what, double[] values) {

  static KernelProbe of(String layer, String what, NDArray array) {
    try (NDArray all = array.toType(DataType.FLOAT64, true)) {
      return new KernelProbe(layer, what, all.toDoubleArray());
    }
  }

  /** Whether every value is finite. */
  boolean isFinite() {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /** Whether another probe has the same values, bit for bit. */
  boolean sameBits(KernelProbe other) {
    return Arrays.equals(values, other.values);
  }

  /**
   * The largest difference from what the values should be, as a share of the largest of these.
   *
   * @return at least 0; infinite if all should be 0 and are not
   */
  double distance(KernelProbe precise) {
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      difference = Math.max(difference, Math.abs(values[i] - precise.values[i]));
      largest = Math.max(largest, Math.abs(precise.values[i]));
    }
    return difference == 0 ? 0 : difference / largest;
  }
}
