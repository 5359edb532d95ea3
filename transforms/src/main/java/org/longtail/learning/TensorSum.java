package org.longtail.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.longtail.schemas.arrow.Tensor;

/** A sum of lists of tensors that are alike, position by position. */
final class TensorSum {

  private final List<Tensor> sums = new ArrayList<>();

  /**
   * Adds tensors.
   *
   * @throws IllegalArgumentException if names or shapes are not those of what was added before
   */
  void add(List<Tensor> tensors) {
    if (sums.isEmpty()) {
      tensors.forEach(tensor -> sums.add(tensor.withValues(tensor.values().clone())));
      return;
    }
    check(tensors);
    for (int i = 0; i < tensors.size(); i++) {
      float[] sum = sums.get(i).values();
      float[] values = tensors.get(i).values();
      for (int j = 0; j < sum.length; j++) {
        sum[j] += values[j];
      }
    }
  }

  private void check(List<Tensor> tensors) {
    List<String> mine = sums.stream().map(TensorSum::described).toList();
    List<String> others = tensors.stream().map(TensorSum::described).toList();
    if (!mine.equals(others)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensors %s cannot be added to %s; both must be of one network",
              others,
              mine));
    }
  }

  private static String described(Tensor tensor) {
    return tensor.name() + Arrays.toString(tensor.shape());
  }

  /** The sum. */
  List<Tensor> total() {
    return sums.stream().map(sum -> sum.withValues(sum.values().clone())).toList();
  }

  /** The sum, divided in single precision. */
  List<Tensor> dividedBy(long number) {
    List<Tensor> quotients = total();
    for (Tensor quotient : quotients) {
      float[] values = quotient.values();
      for (int j = 0; j < values.length; j++) {
        values[j] /= number;
      }
    }
    return quotients;
  }
}
