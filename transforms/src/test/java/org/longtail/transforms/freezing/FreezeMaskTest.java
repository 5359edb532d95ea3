package org.longtail.transforms.freezing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.learning.Initialisation;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.Tensors;

@ExtendWith(SharedRun.class)
class FreezeMaskTest {

  private static final long SEED = 1;

  private final FinishedRun run;

  FreezeMaskTest(FinishedRun run) {
    this.run = run;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aSubModelIsTheNetworkAtItsOwnedPositionsAndZeroElsewhere(int stage) {
    List<Tensor> ended = run.weights(stage == 3 ? "Train3" : "Prune" + stage).tensors();
    List<Tensor> subModel = run.weights("Freeze" + stage).tensors();

    for (Tensor tensor : ended) {
      if (Tensors.decoupled(tensor)) {
        BitSet owned = owned(stage, tensor.name());
        BitSet others = new BitSet();
        others.set(0, tensor.values().length);
        others.andNot(owned);
        Tensor stored = Tensors.named(subModel, tensor.name());
        assertThat(Tensors.bits(stored, owned)).isEqualTo(Tensors.bits(tensor, owned));
        assertThat(Tensors.bits(stored, others)).allMatch(bits -> bits == 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theNextStageBeginsWithOwnedPositionsBitEqual(int stage) throws IOException {
    List<Tensor> next = next(run, "Freeze" + stage);

    for (Tensor tensor : run.weights("Prune" + stage).tensors()) {
      if (Tensors.decoupled(tensor)) {
        BitSet owned = owned(stage, tensor.name());
        assertThat(Tensors.bits(Tensors.named(next, tensor.name()), owned))
            .isEqualTo(Tensors.bits(tensor, owned));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theNextStageBeginsWithAllOthersInitialisedForIt(int stage) throws IOException {
    List<Tensor> ended = run.weights("Prune" + stage).tensors();
    List<Tensor> fresh = Initialisation.of(ended, SEED, stage + 1);
    List<Tensor> next = next(run, "Freeze" + stage);

    for (Tensor tensor : fresh) {
      if (Tensors.decoupled(tensor)) {
        BitSet others = new BitSet();
        others.set(0, tensor.values().length);
        others.andNot(owned(stage, tensor.name()));
        assertThat(Tensors.bits(Tensors.named(next, tensor.name()), others))
            .isEqualTo(Tensors.bits(tensor, others));
      }
    }
  }

  @Test
  void biasesAndBatchNormAreCarriedToTheSubModelAndTheNextStage() throws IOException {
    List<Tensor> ended = rest(run.weights("Prune1").tensors());

    assertThat(ended).isNotEmpty();
    assertThat(Tensors.bits(rest(run.weights("Freeze1").tensors()))).isEqualTo(Tensors.bits(ended));
    assertThat(Tensors.bits(rest(next(run, "Freeze1")))).isEqualTo(Tensors.bits(ended));
  }

  @Test
  void anotherSeedInitialisesOtherwise() throws IOException {
    FinishedRun seeded =
        run.then(
            FreezeMask.create(FreezeMaskConfig.builder().setSeed(2L).build()),
            Map.of("weights", List.of(weights("Prune1")), "mask", List.of(mask("Prune1"))));

    assertThat(seeded.sha256("Step", "weights.arrow"))
        .isEqualTo(run.sha256("Freeze1", "weights.arrow"));
    assertThat(Tensors.bits(next(seeded, "Step"))).isNotEqualTo(Tensors.bits(next(run, "Freeze1")));
  }

  @Test
  void theLastStageWritesNoNext() {
    assertThat(run.step("Freeze3").outputs().keySet())
        .hasSize(2)
        .noneMatch(file -> file.endsWith("next.arrow"));
  }

  @Test
  void theLastStageOwnsAllThatIsLeft() {
    for (Mask mask : run.mask("Freeze3").masks()) {
      BitSet rest = new BitSet();
      rest.set(0, mask.size());
      rest.andNot(owned(2, mask.name()));
      assertThat(mask.keep()).as(mask.name()).isEqualTo(rest);
    }
  }

  @Test
  void masksThatOverlapAreRefusedByTensorAndStage() {
    Map<String, List<Artifact>> inputs =
        Map.of(
            "weights", List.of(weights("Prune1")),
            "mask", List.of(mask("Prune1")),
            "frozen", List.of(mask("Freeze1")));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.then(FreezeMask.create(FreezeMaskConfig.builder().build()), inputs))
        .withMessageContaining("tensor 'conv1.weight': stage 1 keeps positions");
  }

  private BitSet owned(int stage, String tensor) {
    BitSet owned = new BitSet();
    for (int earlier = 1; earlier <= stage; earlier++) {
      run.mask("Freeze" + earlier).masks().stream()
          .filter(mask -> mask.name().equals(tensor))
          .forEach(mask -> owned.or(mask.keep()));
    }
    return owned;
  }

  private Artifact weights(String step) {
    return run.artifact(step, "weights.arrow", ArtifactKind.WEIGHTS);
  }

  private Artifact mask(String step) {
    return run.artifact(step, "mask.arrow", ArtifactKind.MASK);
  }

  private static List<Tensor> rest(List<Tensor> tensors) {
    return tensors.stream().filter(tensor -> !Tensors.decoupled(tensor)).toList();
  }

  private static List<Tensor> next(FinishedRun run, String step) throws IOException {
    return WeightsFile.read(run.file(step, "next.arrow")).tensors();
  }
}
