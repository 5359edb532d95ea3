package org.longtail.learning;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.longtail.schemas.arrow.Tensor;

/**
 * Scores summed over classes of a group. Sums over some of the classes, on whatever worker, are
 * added to the sum over all of them; single precision makes the last bits of that depend on how the
 * classes were shared out.
 *
 * @param sums a tensor for each decoupled tensor, in network order
 * @param classes how many classes they are over, at least 1
 */
public record ClassScores(List<Tensor> sums, int classes) {

  public ClassScores {
    sums = List.copyOf(sums);
    if (classes < 1) {
      throw new IllegalArgumentException("importance of a group without a class");
    }
  }

  /**
   * The sum over classes.
   *
   * @param classes at least one
   * @param scores of a class, a tensor for each decoupled tensor
   * @throws IllegalArgumentException if there is no class
   */
  static ClassScores over(int[] classes, IntFunction<List<Tensor>> scores) {
    TensorSum sum = new TensorSum();
    for (int label : classes) {
      sum.add(scores.apply(label));
    }
    return new ClassScores(sum.total(), classes.length);
  }

  /**
   * The sum over the classes of both.
   *
   * @throws IllegalArgumentException if the other is of another network
   */
  public ClassScores plus(ClassScores other) {
    TensorSum sum = new TensorSum();
    sum.add(sums);
    sum.add(other.sums);
    return new ClassScores(sum.total(), classes + other.classes);
  }

  /** The mean over the classes: the group's scores. */
  public List<Tensor> mean() {
    TensorSum sum = new TensorSum();
    sum.add(sums);
    return sum.dividedBy(classes);
  }

  /** Refuses a class without an image. */
  static void requireImages(int label, int count) {
    if (count == 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "importance of class %d: it has no image", label));
    }
  }
}
