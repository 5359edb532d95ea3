package org.longtail.learning;

import java.util.List;
import java.util.function.IntFunction;
import org.longtail.schemas.arrow.Tensor;

/** The mean of scores over the classes of a group. */
final class ClassMean {

  private ClassMean() {}

  /**
   * The mean over classes.
   *
   * @param classes at least one
   * @param scores of a class, a tensor for each decoupled tensor
   * @throws IllegalArgumentException if there is no class
   */
  static List<Tensor> of(int[] classes, IntFunction<List<Tensor>> scores) {
    if (classes.length == 0) {
      throw new IllegalArgumentException("importance of a group without a class");
    }
    TensorSum sum = new TensorSum();
    for (int label : classes) {
      sum.add(scores.apply(label));
    }
    return sum.dividedBy(classes.length);
  }

  /** Refuses a class without an image. */
  static void requireImages(int label, int count) {
    if (count == 0) {
      throw new IllegalArgumentException(
          "importance of class %d: it has no image".formatted(label));
    }
  }
}
