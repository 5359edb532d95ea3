package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.longtail.schemas.arrow.Tensor;

/** Tensors that differ by how sums were rounded, and by nothing else. */
final class CloseTensors {

  private CloseTensors() {}

  /**
   * Compares tensor by tensor.
   *
   * @param expected not all zeros
   * @param tolerance as a share of the largest absolute value of the expected tensor
   */
  static void assertClose(List<Tensor> actual, List<Tensor> expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected).isNotEmpty();
    for (int i = 0; i < expected.size(); i++) {
      float[] wanted = expected.get(i).values();
      double largest =
          IntStream.range(0, wanted.length)
              .mapToDouble(j -> Math.abs(wanted[j]))
              .max()
              .orElseThrow();
      assertThat(largest).isPositive();
      assertThat(actual.get(i).values())
          .as(expected.get(i).name())
          .containsExactly(wanted, within((float) (tolerance * largest)));
    }
  }
}
