package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class MaskTest {

  @Test
  void theSizeIsTheProductOfTheShape() {
    assertThat(new Mask("a", new long[] {2, 3, 5}, new BitSet()).size()).isEqualTo(30);
  }

  @Test
  void aKeptPositionOutsideTheShapeIsRefused() {
    BitSet keep = new BitSet();
    keep.set(6);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mask("a", new long[] {2, 3}, keep))
        .withMessage("mask a: shape [2, 3] has 6 positions, but position 6 is kept");
  }
}
