package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;

class FreePositionsTest {

  private static final long[] FC_SHAPE = {4, 8};

  private final Network network = TinyNetworks.initialised(1);
  private final FreePositions all = FreePositions.all(network);

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void atFirstEveryPositionOfTheDecoupledTensorsIsFree() {
    assertThat(all.size())
        .isEqualTo(
            network.tensors().stream()
                .filter(tensor -> tensor.shape().length >= 2)
                .mapToLong(tensor -> tensor.values().length)
                .sum());
  }

  @Test
  void tensorsThatAreNotDecoupledHaveNoPositions() {
    assertThat(all.of("bn1.weight")).isEmpty();
  }

  @Test
  void frozenPositionsAreNoLongerFree() {
    FreePositions left = all.without(List.of(mask("fc.weight", 3, 5)));

    assertThat(left.of("fc.weight").orElseThrow().stream()).hasSize(30).doesNotContain(3, 5);
    assertThat(left.size()).isEqualTo(all.size() - 2);
  }

  @Test
  void takingPositionsAwayLeavesTheOriginalAsItIs() {
    long before = all.size();

    all.without(List.of(mask("fc.weight", 3)));

    assertThat(all.size()).isEqualTo(before);
  }

  @Test
  void changingTheBitsHandedOutChangesNothing() {
    all.of("fc.weight").orElseThrow().clear();

    assertThat(all.of("fc.weight").orElseThrow().cardinality()).isEqualTo(32);
  }

  @Test
  void positionsBecomeMasksInNetworkOrder() {
    assertThat(all.without(List.of(mask("fc.weight", 0))).toMasks(network))
        .extracting(Mask::name, mask -> mask.keep().cardinality())
        .containsExactlyElementsOf(
            network.tensors().stream()
                .filter(tensor -> tensor.shape().length >= 2)
                .map(tensor -> tuple(tensor.name(), left(tensor)))
                .toList());
  }

  @Test
  void aMaskOfATensorThatIsNotDecoupledIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> all.without(List.of(new Mask("bn1.bias", new long[] {2}, new BitSet()))))
        .withMessageContaining("'bn1.bias'");
  }

  private static int left(Tensor tensor) {
    return tensor.values().length - (tensor.name().equals("fc.weight") ? 1 : 0);
  }

  private static Mask mask(String name, int... positions) {
    BitSet bits = new BitSet();
    for (int position : positions) {
      bits.set(position);
    }
    return new Mask(name, FC_SHAPE, bits);
  }
}
