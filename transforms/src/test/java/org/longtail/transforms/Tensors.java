package org.longtail.transforms;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;

/** Looks into stored tensors and masks. */
public final class Tensors {

  private Tensors() {}

  /** The tensor of this name. */
  public static Tensor named(List<Tensor> tensors, String name) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no tensor " + name));
  }

  /** Whether the stages share the tensor's positions out among themselves. */
  public static boolean decoupled(Tensor tensor) {
    return tensor.shape().length >= 2;
  }

  /** The bits of some positions, so that -0 differs from 0. */
  public static List<Integer> bits(Tensor tensor, BitSet positions) {
    return positions.stream().mapToObj(i -> Float.floatToRawIntBits(tensor.values()[i])).toList();
  }

  /** The bits of all positions of all tensors. */
  public static List<List<Integer>> bits(List<Tensor> tensors) {
    return tensors.stream()
        .map(
            tensor ->
                IntStream.range(0, tensor.values().length)
                    .mapToObj(i -> Float.floatToRawIntBits(tensor.values()[i]))
                    .toList())
        .toList();
  }

  /** The positions that a mask does not keep. */
  public static BitSet removed(Mask mask) {
    BitSet removed = new BitSet();
    removed.set(0, mask.size());
    removed.andNot(mask.keep());
    return removed;
  }

  /** Number of positions that masks keep. */
  public static long kept(List<Mask> masks) {
    return masks.stream().mapToLong(mask -> mask.keep().cardinality()).sum();
  }

  /** Number of positions of masks, kept or not. */
  public static long positions(List<Mask> masks) {
    return masks.stream().mapToLong(Mask::size).sum();
  }
}
