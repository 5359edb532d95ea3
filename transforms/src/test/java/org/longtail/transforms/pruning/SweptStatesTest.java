package org.longtail.transforms.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.MaskFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;

class SweptStatesTest {

  private static final Provenance STAGE = Provenance.of(1, "many");

  private final Path folder;
  private final List<Path> weights = new ArrayList<>();
  private final List<Path> masks = new ArrayList<>();

  SweptStatesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theStateAtARatioIsTakenWhereThereIsOne() throws IOException {
    addSweep(0, 0.3, 0.6);

    SweptStates.State state = SweptStates.of(weights, masks).before(0.3);

    assertThat(state.gamma()).isEqualTo(0.3);
    assertThat(state.weights()).isEqualTo(weights.get(1));
    assertThat(state.mask()).contains(masks.get(1));
  }

  @Test
  void theHighestRatioBelowIsTakenOtherwise() throws IOException {
    addSweep(0, 0.3, 0.6);

    assertThat(SweptStates.of(weights, masks).before(0.59).gamma()).isEqualTo(0.3);
  }

  @Test
  void weightsFindTheirMasksInAnyOrder() throws IOException {
    addSweep(0, 0.3);

    SweptStates.State state =
        SweptStates.of(weights, List.of(masks.get(1), masks.get(0))).before(0.3);

    assertThat(state.mask()).contains(masks.get(1));
  }

  @Test
  void trainedWeightsStandAtRatioZeroWithoutAMask() throws IOException {
    addWeights(STAGE);

    SweptStates.State state = SweptStates.of(weights, masks).before(0.5);

    assertThat(state).isEqualTo(new SweptStates.State(0, weights.get(0), state.mask()));
    assertThat(state.mask()).isEmpty();
  }

  @Test
  void aSweptStateWithoutItsMaskIsRefused() throws IOException {
    addSweep(0, 0.3);
    masks.remove(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SweptStates.of(weights, masks))
        .withMessageContaining("weights at gamma 0.3 have no mask");
  }

  @Test
  void twoStatesAtOneRatioAreRefused() throws IOException {
    addSweep(0);
    addWeights(STAGE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SweptStates.of(weights, masks))
        .withMessageContaining("two states at gamma 0.0");
  }

  @Test
  void aRatioBelowEveryStateIsRefused() throws IOException {
    addSweep(0.3, 0.6);
    SweptStates states = SweptStates.of(weights, masks);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> states.before(0.2))
        .withMessageContaining("field 'gamma': 0.2 is less than every ratio")
        .withMessageContaining("[0.3, 0.6]");
  }

  private void addSweep(double... gammas) throws IOException {
    for (double gamma : gammas) {
      addWeights(STAGE.at(gamma));
      Path file = folder.resolve(String.format(Locale.ROOT, "mask-%d.arrow", masks.size()));
      new MaskFile(STAGE.at(gamma), List.of(new Mask("fc", new long[] {1, 1}, new BitSet())))
          .write(file);
      masks.add(file);
    }
  }

  private void addWeights(Provenance provenance) throws IOException {
    NetworkSpec.Input input = new NetworkSpec.Input(1, 8, 8, List.of(0f), List.of(1f));
    Path file = folder.resolve(String.format(Locale.ROOT, "weights-%d.arrow", weights.size()));
    new WeightsFile(
            new NetworkSpec("cifar_resnet", 8, 2, 4, input),
            provenance,
            List.of(new Tensor("fc", new long[] {1, 1}, new float[1])))
        .write(file);
    weights.add(file);
  }
}
