package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;

/** What is stored for a network fits it, or is refused. */
class InNetworkOrderTest {

  private final Network network = TinyNetworks.initialised(1);
  private final List<Mask> masks = new ArrayList<>(FreePositions.all(network).toMasks(network));

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void masksOfAnyOrderComeInThatOfTheNetwork() {
    List<Mask> inOrder = List.copyOf(masks);
    Collections.reverse(masks);

    assertThat(network.masks("the masks", masks)).isEqualTo(inOrder);
  }

  @Test
  void aTensorWithoutAMaskIsNamed() {
    masks.removeIf(mask -> mask.name().equals("fc.weight"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.masks("the masks in mask.arrow", masks))
        .withMessage("tensor 'fc.weight' of the network is not in the masks in mask.arrow");
  }

  @Test
  void aMaskOfATensorThatIsNotDecoupledIsNamed() {
    masks.add(new Mask("bn1.weight", new long[] {2}, new BitSet()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.masks("the masks", masks))
        .withMessage("the masks have tensors that the network has not: [bn1.weight]");
  }

  @Test
  void aMaskOfAnotherShapeIsNamed() {
    masks.replaceAll(
        mask ->
            mask.name().equals("fc.weight")
                ? new Mask("fc.weight", new long[] {8, 4}, mask.keep())
                : mask);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.masks("the masks", masks))
        .withMessage("tensor 'fc.weight': shape [8, 4], the network has (4, 8)");
  }

  @Test
  void aMaskThatIsThereTwiceIsNamed() {
    masks.add(masks.get(0));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.masks("the masks", masks))
        .withMessage("tensor 'conv1.weight' is in the masks twice");
  }

  @Test
  void scoresAreOfTheDecoupledTensorsAlone() {
    assertThat(network.scores("the scores", network.decoupledTensors()))
        .extracting(Tensor::name)
        .isEqualTo(masks.stream().map(Mask::name).toList());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.scores("the scores", network.tensors()))
        .withMessageStartingWith("the scores have tensors that the network has not: [bn1.weight");
  }
}
