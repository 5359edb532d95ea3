package org.longtail.transforms.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.SweepFile;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.SmallPipeline;
import org.longtail.transforms.Tensors;
import org.longtail.transforms.sweep.GammaSweep;
import org.longtail.transforms.sweep.GammaSweepConfig;

@ExtendWith(SharedRun.class)
class ProgressivePruningTest {

  private final FinishedRun run;

  ProgressivePruningTest(FinishedRun run) {
    this.run = run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.arrow", "mask.arrow"})
  void theSweepsStateAtTheConfiguredRatioIsTakenOverByteForByte(String file) {
    assertThat(run.sha256("Prune1", file)).isEqualTo(run.sha256("Sweep1/gamma 0.5", file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.arrow", "mask.arrow"})
  void theSweepsStateAtTheRatioThatItChoseIsTakenOverByteForByte(String file) throws IOException {
    double chosen =
        SweepFile.read(run.file("Sweep2", "sweep.arrow")).points().stream()
            .filter(SweepFile.Point::chosen)
            .findFirst()
            .orElseThrow()
            .gamma();

    assertThat(run.sha256("Prune2", file)).isEqualTo(run.sha256("Sweep2/gamma " + chosen, file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PruneBetween", "PruneUnswept"})
  void aRatioThatNoSweepPassedIsReachedExactly(String step) {
    List<Mask> masks = run.mask(step).masks();
    double gamma = run.mask(step).provenance().gamma().orElseThrow();

    long own = Tensors.positions(masks);
    assertThat(gamma)
        .isEqualTo(
            step.equals("PruneBetween") ? SmallPipeline.GAMMA_NOT_SWEPT : SmallPipeline.GAMMA);
    assertThat(Tensors.kept(masks)).isEqualTo(own - (long) Math.floor(gamma * own));
  }

  @Test
  void trainedWeightsArePrunedToAsManyPositionsAsTheSweptOnes() {
    assertThat(Tensors.kept(run.mask("PruneUnswept").masks()))
        .isEqualTo(Tensors.kept(run.mask("Prune1").masks()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Prune1", "PruneBetween", "PruneUnswept"})
  void removedPositionsAreZeroAndKeptOnesAreNot(String step) {
    for (Mask mask : run.mask(step).masks()) {
      Tensor weights = Tensors.named(run.weights(step).tensors(), mask.name());
      assertThat(Tensors.bits(weights, Tensors.removed(mask))).allMatch(bits -> bits == 0);
      assertThat(Tensors.bits(weights, mask.keep())).noneMatch(bits -> bits == 0);
    }
  }

  @Test
  void keptPositionsAreRetrained() {
    List<Tensor> trained = run.weights("Train1").tensors();
    List<Tensor> pruned = run.weights("PruneBetween").tensors();

    for (Mask mask : run.mask("PruneBetween").masks()) {
      assertThat(Tensors.bits(Tensors.named(pruned, mask.name()), mask.keep()))
          .as(mask.name())
          .isNotEqualTo(Tensors.bits(Tensors.named(trained, mask.name()), mask.keep()));
    }
  }

  @Test
  void byLayerEveryLayerLosesItsShare() {
    FinishedRun pruned =
        run.then(ProgressivePruning.create(config("0.5").setScope("layer").build()), trained());

    for (Mask mask : pruned.mask("Step").masks()) {
      assertThat(mask.keep().cardinality())
          .as(mask.name())
          .isEqualTo(mask.size() - mask.size() / 2);
    }
  }

  @Test
  void scoresByAnotherCriterionAreRefused() {
    Map<String, List<Artifact>> inputs = new HashMap<>(trained());
    inputs.put(
        "importance", List.of(run.artifact("Score1", "importance.arrow", ArtifactKind.IMPORTANCE)));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run.then(
                    ProgressivePruning.create(config("0.5").setCriterion("l1").build()), inputs))
        .withMessageContaining("scores by criterion 'taylor', but field 'criterion' is 'l1'");
  }

  @Test
  void byMagnitudeTheSmallestWeightsGo() {
    FinishedRun pruned =
        run.then(
            ProgressivePruning.create(config("0.5").setCriterion("l1").setSteps(1).build()),
            trained());

    double largestRemoved = 0;
    double smallestKept = Double.MAX_VALUE;
    for (Mask mask : pruned.mask("Step").masks()) {
      float[] before = Tensors.named(run.weights("Train1").tensors(), mask.name()).values();
      for (int i = 0; i < before.length; i++) {
        if (mask.keep().get(i)) {
          smallestKept = Math.min(smallestKept, Math.abs(before[i]));
        } else {
          largestRemoved = Math.max(largestRemoved, Math.abs(before[i]));
        }
      }
    }
    assertThat(largestRemoved).isPositive().isLessThanOrEqualTo(smallestKept);
  }

  @Test
  void autoWithoutASweepIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ProgressivePruning.create(config("auto").build())
                    .checkInputs(Set.of("images", "sampling", "weights")))
        .withMessageContaining("field 'gamma' is auto but input 'sweep' is not connected");
  }

  @Test
  void sweptWeightsWithoutTheirMasksAreRefused() {
    Map<String, List<Artifact>> inputs =
        Map.of(
            "images", images(),
            "sampling", sampling(),
            "weights",
                List.of(run.artifact("Sweep1/gamma 0.5", "weights.arrow", ArtifactKind.WEIGHTS)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.then(ProgressivePruning.create(config("0.6").build()), inputs))
        .withMessageContaining("connect output 'masks' of the sweep");
  }

  @Test
  void anIndependentSweepsStateIsTakenOverByteForByte() {
    Map<String, List<Artifact>> sweepInputs = new HashMap<>(trained());
    sweepInputs.put(
        "selection", List.of(run.artifact("Images", "images-test.arrow", ArtifactKind.IMAGES)));
    FinishedRun sweep =
        run.then(
            GammaSweep.create(
                GammaSweepConfig.builder()
                    .setMode("independent")
                    .setGammas(List.of(0.0, 0.3, 0.6))
                    .setGamma("0.6")
                    .setSteps(1)
                    .setRetrainEpochs(0.0)
                    .setLearningRate(0.02)
                    .build()),
            sweepInputs);
    List<String> ratios = List.of("Step/gamma 0.0", "Step/gamma 0.3", "Step/gamma 0.6");
    Map<String, List<Artifact>> inputs =
        Map.of(
            "images", images(),
            "sampling", sampling(),
            "sweep", List.of(sweep.artifact("Step", "sweep.arrow", ArtifactKind.SWEEP)),
            "weights",
                ratios.stream()
                    .map(ratio -> sweep.artifact(ratio, "weights.arrow", ArtifactKind.WEIGHTS))
                    .toList(),
            "masks",
                ratios.stream()
                    .map(ratio -> sweep.artifact(ratio, "mask.arrow", ArtifactKind.MASK))
                    .toList());

    FinishedRun pruned = run.then(ProgressivePruning.create(config("auto").build()), inputs);

    for (String file : List.of("weights.arrow", "mask.arrow")) {
      assertThat(pruned.sha256("Step", file)).isEqualTo(sweep.sha256("Step/gamma 0.6", file));
    }
  }

  private Map<String, List<Artifact>> trained() {
    return Map.of(
        "images", images(),
        "sampling", sampling(),
        "weights", List.of(run.artifact("Train1", "weights.arrow", ArtifactKind.WEIGHTS)));
  }

  private List<Artifact> images() {
    return List.of(run.artifact("Images", "images-train.arrow", ArtifactKind.IMAGES));
  }

  private List<Artifact> sampling() {
    return List.of(run.artifact("Sample1", "sampling.arrow", ArtifactKind.SAMPLING));
  }

  private static ProgressivePruningConfig.Builder config(String gamma) {
    return ProgressivePruningConfig.builder()
        .setGamma(gamma)
        .setSteps(2)
        .setRetrainEpochs(0.0)
        .setLearningRate(0.02)
        .setCropPadding(1);
  }
}
