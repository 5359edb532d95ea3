package org.longtail.transforms.pruning;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.longtail.learning.FreePositions;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;

/**
 * Which of a stage's positions are kept at a pruning ratio (METHOD section 4). Of the {@code n}
 * positions that were free when the stage began, {@code floor(gamma n)} are removed: those removed
 * before, then the least score, ties by position.
 */
public final class KeptPositions {

  private KeptPositions() {}

  /**
   * The positions kept at a ratio.
   *
   * @param scores importance of each decoupled tensor, in network order
   * @param own the stage's own positions, free when it began
   * @param kept what earlier steps kept, a part of {@code own}
   * @param gamma share of the own positions to remove, in [0, 1)
   * @param scope what is ranked together
   * @return a mask for each tensor, in network order, a part of {@code kept}
   * @throws IllegalArgumentException if gamma is out of range, or a score to rank is NaN
   */
  public static List<Mask> at(
      List<Tensor> scores, FreePositions own, FreePositions kept, double gamma, Scope scope) {
    if (!(gamma >= 0 && gamma < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "gamma %s: must be in [0, 1)", gamma));
    }
    List<Mask> masks =
        scores.stream()
            .map(score -> new Mask(score.name(), score.shape(), bits(kept, score)))
            .toList();
    if (scope == Scope.GLOBAL) {
      remove(scores, masks, toRemove(own.size(), kept.size(), gamma));
    } else {
      for (int i = 0; i < scores.size(); i++) {
        long total = bits(own, scores.get(i)).cardinality();
        long left = masks.get(i).keep().cardinality();
        remove(scores.subList(i, i + 1), masks.subList(i, i + 1), toRemove(total, left, gamma));
      }
    }
    return masks;
  }

  private static int toRemove(long own, long kept, double gamma) {
    return Math.toIntExact(Math.max(0, (long) Math.floor(gamma * own) - (own - kept)));
  }

  private static BitSet bits(FreePositions positions, Tensor tensor) {
    Optional<BitSet> bits = positions.of(tensor.name());
    return bits.orElseThrow(
        () ->
            new IllegalArgumentException(
                String.format(
                    Locale.ROOT, "scores for tensor '%s', which is not decoupled", tensor.name())));
  }

  /**
   * Clears the least of the kept positions: all below the {@code count}-th least score, then as
   * many as are left to remove of those that have that very score, by position.
   */
  private static void remove(List<Tensor> scores, List<Mask> masks, int count) {
    if (count == 0) {
      return;
    }
    float threshold = ascending(scores, masks)[count - 1];
    int left = count;
    for (int i = 0; i < masks.size(); i++) {
      float[] values = scores.get(i).values();
      BitSet below = select(masks.get(i).keep(), position -> values[position] < threshold);
      masks.get(i).keep().andNot(below);
      left -= below.cardinality();
    }
    for (int i = 0; i < masks.size(); i++) {
      float[] values = scores.get(i).values();
      BitSet keep = masks.get(i).keep();
      for (int position = keep.nextSetBit(0);
          position >= 0 && left > 0;
          position = keep.nextSetBit(position + 1)) {
        if (values[position] == threshold) {
          keep.clear(position);
          left--;
        }
      }
    }
  }

  private static float[] ascending(List<Tensor> scores, List<Mask> masks) {
    int size = masks.stream().mapToInt(mask -> mask.keep().cardinality()).sum();
    float[] values = new float[size];
    int next = 0;
    for (int i = 0; i < masks.size(); i++) {
      BitSet keep = masks.get(i).keep();
      for (int position = keep.nextSetBit(0);
          position >= 0;
          position = keep.nextSetBit(position + 1)) {
        float score = scores.get(i).values()[position];
        if (Float.isNaN(score)) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "tensor '%s', position %d: the score is NaN; lower the learning rate or check the images",
                  scores.get(i).name(),
                  position));
        }
        values[next++] = score + 0f; // so that -0 equals 0
      }
    }
    Arrays.sort(values);
    return values;
  }

  private static BitSet select(BitSet bits, IntPredicate predicate) {
    BitSet selected = new BitSet();
    bits.stream().filter(predicate).forEach(selected::set);
    return selected;
  }
}
