package org.longtail.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.longtail.learning.Architectures;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.Tensors;

@ExtendWith(SharedRun.class)
class TrainStageTest {

  private final FinishedRun run;

  TrainStageTest(FinishedRun run) {
    this.run = run;
  }

  @Test
  void theFirstStageBuildsItsNetworkForTheImages() {
    NetworkSpec network = run.weights("Train1").network();

    assertThat(network).isEqualTo(new NetworkSpec("cifar_resnet", 8, 2, 4, network.input()));
    assertThat(network.input().height()).isEqualTo(8);
  }

  @Test
  void theFirstStageMovesEveryTensorFromWhereItBegan() {
    WeightsFile trained = run.weights("Train1");
    List<Tensor> begun = Architectures.initialise(trained.network(), 1);

    for (Tensor tensor : trained.tensors()) {
      assertThat(tensor.values())
          .as(tensor.name())
          .isNotEqualTo(Tensors.named(begun, tensor.name()).values());
    }
  }

  @Test
  void theWeightsSayWhichStageTrainedThem() {
    assertThat(run.weights("Train3").provenance()).isEqualTo(Provenance.of(3, "few"));
  }

  @Test
  void theSummaryHasTheLoss() {
    assertThat(run.step("Train1").summary()).containsOnlyKeys("loss");
    assertThat(run.step("Train1").summary().get("loss")).isPositive();
  }

  @Test
  void aLaterStageLeavesWhatIsFrozenBitEqual() {
    List<Tensor> before = run.weights("Freeze1").tensors();
    List<Tensor> after = run.weights("Train2").tensors();

    for (Mask mask : run.mask("Freeze1").masks()) {
      assertThat(Tensors.bits(Tensors.named(after, mask.name()), mask.keep()))
          .as(mask.name())
          .isEqualTo(Tensors.bits(Tensors.named(before, mask.name()), mask.keep()));
    }
  }

  @Test
  void anotherSeedTrainsOtherWeights() {
    FinishedRun seeded =
        run.then(
            TrainStage.create(config().setSeed(2L).build()),
            Map.of("images", images(), "sampling", sampling(1)));

    assertThat(Tensors.bits(seeded.weights("Step").tensors()))
        .isNotEqualTo(Tensors.bits(run.weights("Train1").tensors()));
  }

  @Test
  void anotherSeedTrainsOtherWeightsFromTheSameStart() {
    FinishedRun seeded =
        run.then(
            TrainStage.create(
                TrainStageConfig.builder()
                    .setSeed(2L)
                    .setEpochs(1)
                    .setLearningRate(0.02)
                    .setBatchSize(16)
                    .setCropPadding(1)
                    .build()),
            Map.of(
                "images", images(),
                "sampling", sampling(2),
                "start", List.of(run.artifact("Freeze1", "next.arrow", ArtifactKind.WEIGHTS)),
                "frozen", List.of(run.artifact("Freeze1", "mask.arrow", ArtifactKind.MASK))));

    assertThat(Tensors.bits(seeded.weights("Step").tensors()))
        .isNotEqualTo(Tensors.bits(run.weights("Train2").tensors()));
  }

  @Test
  void aLaterStageWithoutAStartBeginsWithValuesOfItsOwn() {
    FinishedRun alone =
        run.then(
            TrainStage.create(config().setEpochs(1).setLearningRate(1e-12).build()),
            Map.of("images", images(), "sampling", sampling(2)));

    WeightsFile trained = alone.weights("Step");
    float[] begun = Tensors.named(trained.tensors(), "conv1.weight").values();
    assertThat(begun)
        .containsExactly(
            Tensors.named(Architectures.initialise(trained.network(), 1, 2), "conv1.weight")
                .values(),
            within(1e-6f));
  }

  @Test
  void masksWithoutAStartAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TrainStage.create(config().build())
                    .checkInputs(Set.of("images", "sampling", "frozen")))
        .withMessageContaining("input 'frozen' is connected but 'start' is not");
  }

  @Test
  void aFirstStageWithoutANetworkIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TrainStage.create(config().setDepth(null).build())
                    .checkInputs(Set.of("images", "sampling")))
        .withMessageContaining("fields 'network', 'depth' and 'width' are required");
  }

  @Test
  void aLaterStageWithANetworkOfItsOwnIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TrainStage.create(config().build())
                    .checkInputs(Set.of("images", "sampling", "start", "frozen")))
        .withMessageContaining("input 'start' brings the network: leave them out");
  }

  @Test
  void aDepthThatTheNetworkHasNotIsRefusedBeforeAnythingRuns() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TrainStage.create(config().setNetwork("resnet").setDepth(51).build())
                    .checkInputs(Set.of("images", "sampling")))
        .withMessage("network resnet: depth 51; must be 18, 34, 50, 101 or 152");
  }

  private List<Artifact> images() {
    return List.of(run.artifact("Images", "images-train.arrow", ArtifactKind.IMAGES));
  }

  private List<Artifact> sampling(int stage) {
    return List.of(run.artifact("Sample" + stage, "sampling.arrow", ArtifactKind.SAMPLING));
  }

  private static TrainStageConfig.Builder config() {
    return TrainStageConfig.builder()
        .setNetwork("cifar_resnet")
        .setDepth(8)
        .setWidth(2)
        .setEpochs(3)
        .setLearningRate(0.02)
        .setBatchSize(16)
        .setCropPadding(1);
  }
}
