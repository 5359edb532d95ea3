package org.longtail.transforms.freezing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.MaskFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.Tensor;

class OwnerMapTest {

  private static final long[] SHAPE = {3, 4};
  private static final Tensor WEIGHT = new Tensor("fc.weight", SHAPE, new float[12]);
  private static final Tensor BIAS = new Tensor("fc.bias", new long[] {3}, new float[3]);
  private static final List<Tensor> NETWORK = List.of(WEIGHT, BIAS);

  @Property(tries = 200)
  void threeStagesShareOutEveryPosition(
      @ForAll @Size(12) List<@IntRange(min = 1, max = 3) Integer> owners) {
    MaskFile one = keeps(1, positions(owners, 1));
    MaskFile two = keeps(2, positions(owners, 2));

    assertThat(kept(OwnerMap.pruned(NETWORK, List.of(), one))).isEqualTo(bits(owners, 1));
    assertThat(kept(OwnerMap.pruned(NETWORK, List.of(one), two))).isEqualTo(bits(owners, 2));
    assertThat(kept(OwnerMap.last(NETWORK, List.of(one, two)))).isEqualTo(bits(owners, 3));
  }

  @Property(tries = 200)
  void whatNoStageHasKeptYetIsUnowned(
      @ForAll @Size(12) List<@IntRange(min = 1, max = 3) Integer> owners) {
    OwnerMap map =
        OwnerMap.pruned(
            NETWORK, List.of(keeps(1, positions(owners, 1))), keeps(2, positions(owners, 2)));

    assertThat(map.unowned(WEIGHT)).isEqualTo(bits(owners, 3));
  }

  @Property(tries = 50)
  void nothingIsUnownedAfterTheLastStage(
      @ForAll @Size(12) List<@IntRange(min = 1, max = 3) Integer> owners) {
    OwnerMap map = OwnerMap.last(NETWORK, List.of(keeps(1, positions(owners, 1))));

    assertThat(map.unowned(WEIGHT).stream()).isEmpty();
  }

  @Test
  void biasesBelongToNoStage() {
    assertThat(OwnerMap.last(NETWORK, List.of()).keptMasks(NETWORK))
        .extracting(Mask::name)
        .containsExactly("fc.weight");
  }

  @Test
  void aStageThatKeepsWhatAnEarlierOneFrozeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnerMap.pruned(NETWORK, List.of(keeps(1, 3, 4)), keeps(2, 4, 5)))
        .withMessageContaining("tensor 'fc.weight': stage 2 keeps positions");
  }

  @Test
  void earlierMasksThatOverlapAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnerMap.last(NETWORK, List.of(keeps(1, 3, 4), keeps(2, 4, 5))))
        .withMessageContaining("tensor 'fc.weight': the mask of stage 2 does not fit");
  }

  @Test
  void aMaskOfAnotherNetworkIsRefused() {
    MaskFile other =
        new MaskFile(
            Provenance.of(1, "many"),
            List.of(
                new Mask("fc.weight", SHAPE, new BitSet()),
                new Mask("conv9.weight", SHAPE, new BitSet())));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnerMap.last(NETWORK, List.of(other)))
        .withMessageContaining("tensor 'conv9.weight'");
  }

  @Test
  void aMaskThatLacksATensorIsRefused() {
    MaskFile nothing = new MaskFile(Provenance.of(1, "many"), List.of());

    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> OwnerMap.last(NETWORK, List.of(nothing)),
            () -> OwnerMap.pruned(NETWORK, List.of(), nothing))) {
      assertThatIllegalArgumentException()
          .isThrownBy(use)
          .withMessage(
              "tensor 'fc.weight': the mask of stage 1 does not fit the network; connect the masks of this network's stages");
    }
  }

  @Test
  void aMaskOfAnotherShapeIsRefused() {
    MaskFile other =
        new MaskFile(
            Provenance.of(1, "many"),
            List.of(new Mask("fc.weight", new long[] {4, 3}, new BitSet())));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnerMap.pruned(NETWORK, List.of(), other))
        .withMessageContaining("tensor 'fc.weight': the mask of stage 1 does not fit the network");
  }

  private static MaskFile keeps(int stage, int... positions) {
    BitSet bits = new BitSet();
    IntStream.of(positions).forEach(bits::set);
    return new MaskFile(Provenance.of(stage, "any"), List.of(new Mask("fc.weight", SHAPE, bits)));
  }

  private static int[] positions(List<Integer> owners, int stage) {
    return IntStream.range(0, owners.size()).filter(i -> owners.get(i) == stage).toArray();
  }

  private static BitSet bits(List<Integer> owners, int stage) {
    BitSet bits = new BitSet();
    IntStream.of(positions(owners, stage)).forEach(bits::set);
    return bits;
  }

  private static BitSet kept(OwnerMap owners) {
    return owners.keptMasks(NETWORK).get(0).keep();
  }
}
