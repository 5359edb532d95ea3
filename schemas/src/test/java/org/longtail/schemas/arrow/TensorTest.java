package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TensorTest {

  @Test
  void valuesThatDoNotFillTheShapeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor("fc.bias", new long[] {2, 2}, new float[3]))
        .withMessage("tensor fc.bias: shape [2, 2] has 4 positions, but there are 3 values");
  }

  @Test
  void otherValuesKeepNameAndShape() {
    Tensor tensor = new Tensor("fc.bias", new long[] {1, 2}, new float[] {1, 2});

    Tensor other = tensor.withValues(new float[] {3, 4});

    assertThat(other.name()).isEqualTo("fc.bias");
    assertThat(other.shape()).containsExactly(1, 2);
    assertThat(other.values()).containsExactly(3, 4);
  }
}
