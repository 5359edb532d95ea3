package org.longtail.transforms.freezing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.MaskFile;
import org.longtail.schemas.arrow.Tensor;

/**
 * Which stage froze each decoupled position (METHOD section 0), as the set of positions that some
 * earlier stage owns and the set that this stage keeps.
 */
final class OwnerMap {

  private static final int DECOUPLED_RANK = 2;

  private final Map<String, BitSet> earlier = new HashMap<>();
  private final Map<String, BitSet> kept = new HashMap<>();

  private OwnerMap() {}

  /** The last stage's map: it keeps whatever no earlier stage owns. */
  static OwnerMap last(List<Tensor> tensors, List<MaskFile> frozen) {
    OwnerMap owners = earlier(tensors, frozen);
    for (Tensor tensor : tensors) {
      if (decoupled(tensor)) {
        BitSet rest = new BitSet();
        rest.set(0, tensor.values().length);
        rest.andNot(owners.ownedBefore(tensor));
        owners.kept.put(tensor.name(), rest);
      }
    }
    return owners;
  }

  /**
   * The map of a stage that was pruned.
   *
   * @throws IllegalArgumentException if the stage keeps a position that an earlier one owns, or a
   *     mask is not for the network's decoupled tensors
   */
  static OwnerMap pruned(List<Tensor> tensors, List<MaskFile> frozen, MaskFile mask) {
    OwnerMap owners = earlier(tensors, frozen);
    checkTensors(tensors, mask);
    for (Mask layer : mask.masks()) {
      BitSet before = owners.earlier.getOrDefault(layer.name(), new BitSet());
      if (before.intersects(layer.keep())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "tensor '%s': stage %d keeps positions that an earlier stage froze; connect the masks of exactly the earlier stages to 'frozen'",
                layer.name(),
                mask.provenance().stage()));
      }
      owners.kept.put(layer.name(), layer.keep());
    }
    return owners;
  }

  private static OwnerMap earlier(List<Tensor> tensors, List<MaskFile> frozen) {
    OwnerMap owners = new OwnerMap();
    for (MaskFile file : frozen) {
      checkTensors(tensors, file);
      for (Mask mask : file.masks()) {
        BitSet owned = owners.earlier.computeIfAbsent(mask.name(), name -> new BitSet());
        if (owned.intersects(mask.keep())) {
          throw unfit(mask.name(), file, "the other masks");
        }
        owned.or(mask.keep());
      }
    }
    return owners;
  }

  /** A tensor without a mask would be taken for one of which the stage keeps nothing. */
  private static void checkTensors(List<Tensor> tensors, MaskFile file) {
    Map<String, Mask> left = new LinkedHashMap<>();
    file.masks().forEach(mask -> left.put(mask.name(), mask));
    for (Tensor tensor : tensors) {
      if (decoupled(tensor)) {
        Mask mask = left.remove(tensor.name());
        if (mask == null || !Arrays.equals(mask.shape(), tensor.shape())) {
          throw unfit(tensor.name(), file, "the network");
        }
      }
    }
    if (!left.isEmpty()) {
      throw unfit(left.keySet().iterator().next(), file, "the network");
    }
  }

  private static IllegalArgumentException unfit(String tensor, MaskFile file, String what) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "tensor '%s': the mask of stage %d does not fit %s; connect the masks of this network's stages",
            tensor,
            file.provenance().stage(),
            what));
  }

  /** Convolutions and linear layers; batch norm's vectors and biases go on in every stage. */
  static boolean decoupled(Tensor tensor) {
    return tensor.shape().length >= DECOUPLED_RANK;
  }

  /** The positions that this stage keeps, a mask for each decoupled tensor. */
  List<Mask> keptMasks(List<Tensor> tensors) {
    List<Mask> masks = new ArrayList<>();
    for (Tensor tensor : tensors) {
      if (decoupled(tensor)) {
        masks.add(
            new Mask(
                tensor.name(), tensor.shape(), kept.getOrDefault(tensor.name(), new BitSet())));
      }
    }
    return masks;
  }

  /** The positions that nobody owns after this stage. */
  BitSet unowned(Tensor tensor) {
    BitSet free = new BitSet();
    free.set(0, tensor.values().length);
    free.andNot(ownedBefore(tensor));
    free.andNot(kept.getOrDefault(tensor.name(), new BitSet()));
    return free;
  }

  private BitSet ownedBefore(Tensor tensor) {
    return earlier.getOrDefault(tensor.name(), new BitSet());
  }
}
