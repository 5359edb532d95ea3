package org.longtail.learning;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.longtail.schemas.arrow.Mask;

/**
 * The positions of the decoupled tensors that may be trained; all others are fixed. Tensors that
 * are not decoupled are always trained whole.
 */
public final class FreePositions {

  private final Map<String, BitSet> byTensor = new LinkedHashMap<>();

  private FreePositions() {}

  /** Every position of the network. */
  public static FreePositions all(Network network) {
    FreePositions free = new FreePositions();
    for (NamedParameter parameter : network.decoupled()) {
      int size = Math.toIntExact(parameter.array().size());
      BitSet bits = new BitSet(size);
      bits.set(0, size);
      free.byTensor.put(parameter.name(), bits);
    }
    return free;
  }

  /** Exactly the positions that a mask keeps. */
  public static FreePositions of(List<Mask> masks) {
    FreePositions free = new FreePositions();
    masks.forEach(mask -> free.byTensor.put(mask.name(), (BitSet) mask.keep().clone()));
    return free;
  }

  /**
   * These positions without those that a mask keeps, as after an earlier stage froze them.
   *
   * @throws IllegalArgumentException if the mask names a tensor that is not decoupled
   */
  public FreePositions without(List<Mask> masks) {
    FreePositions left = new FreePositions();
    byTensor.forEach((name, bits) -> left.byTensor.put(name, (BitSet) bits.clone()));
    for (Mask mask : masks) {
      BitSet bits = left.byTensor.get(mask.name());
      if (bits == null) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "mask for tensor '%s', which the network does not decouple; it has %s",
                mask.name(),
                byTensor.keySet()));
      }
      bits.andNot(mask.keep());
    }
    return left;
  }

  /** The free positions of a tensor, or nothing if it is not decoupled. */
  public Optional<BitSet> of(String tensor) {
    return Optional.ofNullable(byTensor.get(tensor)).map(bits -> (BitSet) bits.clone());
  }

  /** These positions as what a stage keeps, a mask for each decoupled tensor of the network. */
  public List<Mask> toMasks(Network network) {
    return network.decoupled().stream()
        .map(
            parameter ->
                new Mask(
                    parameter.name(),
                    parameter.array().getShape().getShape(),
                    of(parameter.name()).orElseThrow()))
        .toList();
  }

  /** Number of free positions. */
  public long size() {
    return byTensor.values().stream().mapToLong(BitSet::cardinality).sum();
  }
}
