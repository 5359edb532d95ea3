package org.longtail.schemas.arrow;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;

/**
 * The positions of one decoupled tensor that a stage keeps.
 *
 * @param name the tensor's name
 * @param shape size of each dimension
 * @param keep bit {@code i} is set if position {@code i}, in row-major order, is kept
 */
public record Mask(String name, long[] shape, BitSet keep) {

  public Mask {
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (keep.length() > size) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "mask %s: shape %s has %d positions, but position %d is kept",
              name,
              Arrays.toString(shape),
              size,
              keep.length() - 1));
    }
  }

  /** Number of positions, kept or not. */
  public int size() {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }
}
