package org.longtail.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.longtail.learning.Architectures;
import org.longtail.learning.TrainingException;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.MaskFile;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.Tensors;

@Tag("elsewhere")
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
  void theSummaryHasTheLossAndHowFarKernelsAreFromDoublePrecision() {
    assumeThat(Engine.getInstance().getGpuCount())
        .as("GPUs, whose kernels are not checked")
        .isZero();
    assertThat(run.step("Train1").summary()).containsOnlyKeys("kernel_deviation", "loss");
    assertThat(run.step("Train1").summary().get("loss")).isPositive();
    assertThat(run.step("Train1").summary().get("kernel_deviation")).isBetween(0.0, 1e-3);
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
  void replicasNormaliseTheirPartsOfABatchByThemselvesAndTrainOtherWeights() {
    assertThat(Tensors.bits(onReplicas(2)))
        .isEqualTo(Tensors.bits(onReplicas(2)))
        .isNotEqualTo(Tensors.bits(run.weights("Train1").tensors()));
  }

  @Test
  void oneReplicaIsWhatATrainingHasUnlessItSaysOtherwise() {
    assertThat(Tensors.bits(onReplicas(1)))
        .isEqualTo(Tensors.bits(run.weights("Train1").tensors()));
  }

  @Test
  void moreReplicasThanABatchHasImagesAreRefusedBeforeAnythingRuns() {
    TrainStageConfig config = config().setBatchSize(16).setReplicas(17).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainStage.create(config))
        .withMessageContaining("replicas 17: must be from 1 to the batch size, which is 16");
  }

  private List<Tensor> onReplicas(int replicas) {
    return run.then(
            TrainStage.create(config().setReplicas(replicas).build()),
            Map.of("images", images(), "sampling", sampling(1)))
        .weights("Step")
        .tensors();
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
        .withMessage("field 'depth': network resnet: depth 51; must be 18, 34, 50, 101 or 152");
  }

  @Test
  void theClassifierAloneIsTrainedOnFeaturesThatStayBitEqual() {
    FinishedRun retrained = run.then(TrainStage.create(retraining(4)), retrainingInputs());

    List<Tensor> before = run.weights("Train1").tensors();
    List<Tensor> after = retrained.weights("Step").tensors();
    for (int i = 0; i < before.size(); i++) {
      boolean same =
          Tensors.bits(after.subList(i, i + 1)).equals(Tensors.bits(before.subList(i, i + 1)));
      assertThat(same).as(before.get(i).name()).isEqualTo(!before.get(i).name().startsWith("fc."));
    }
    assertThat(retrained.step("Step").summary().get("loss")).isLessThan(Math.log(4));
  }

  @Test
  void theClassifierBeginsAnewFromTheSeed() {
    FinishedRun slow =
        run.then(
            TrainStage.create(
                TrainStageConfig.builder()
                    .setParameters("classifier")
                    .setEpochs(1)
                    .setLearningRate(1e-9)
                    .setCropPadding(1)
                    .build()),
            retrainingInputs());

    NetworkSpec network = run.weights("Train1").network();
    List<Tensor> begun = Architectures.initialise(network, 1, 1);
    for (String name : List.of("fc.weight", "fc.bias")) {
      assertThat(Tensors.named(slow.weights("Step").tensors(), name).values())
          .containsExactly(Tensors.named(begun, name).values(), within(1e-6f));
    }
  }

  @Test
  void aClassifierWithoutANetworkIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TrainStage.create(retraining(1)).checkInputs(Set.of("images", "sampling")))
        .withMessageContaining("field 'parameters': classifier")
        .withMessageContaining("input 'start'");
  }

  @Test
  void aClassifierOfWhichPositionsAreFrozenIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TrainStage.create(retraining(1))
                    .checkInputs(Set.of("images", "sampling", "start", "frozen")))
        .withMessageContaining("field 'parameters': classifier")
        .withMessageContaining("input 'frozen'");
  }

  @Test
  void aStageForWhichNoPositionIsLeftIsRefused() throws IOException {
    List<Mask> all =
        run.mask("Freeze1").masks().stream()
            .map(
                mask -> {
                  BitSet every = new BitSet();
                  every.set(0, mask.size());
                  return new Mask(mask.name(), mask.shape(), every);
                })
            .toList();
    Path file = Files.createDirectories(run.store().resolve("by-hand")).resolve("all.arrow");
    new MaskFile(Provenance.of(1, "many"), all).write(file);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainTheSecondStage(file))
        .withMessageContaining("no free position left")
        .withMessageContaining("stage 2 (medium)");
  }

  @Test
  void aMaskThatLacksATensorIsRefusedByFileAndTensor() throws IOException {
    List<Mask> masks = run.mask("Freeze1").masks();
    Path file = Files.createDirectories(run.store().resolve("by-hand")).resolve("some.arrow");
    new MaskFile(Provenance.of(1, "many"), masks.subList(1, masks.size())).write(file);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainTheSecondStage(file))
        .withMessageContaining("tensor 'conv1.weight' of the network is not in the masks in ")
        .withMessageContaining("some.arrow");
  }

  @Test
  void aLossThatIsNoNumberIsToldWithEpochAndBatchAndNothingIsKept() throws IOException {
    long before = kept();

    assertThatThrownBy(
            () ->
                run.then(
                    TrainStage.create(config().setLearningRate(1e30).build()),
                    Map.of("images", images(), "sampling", sampling(1))))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching("the loss is \\S+ in epoch 1, batch \\d; lower the learning rate.*");
    assertThat(kept()).isEqualTo(before);
  }

  private FinishedRun trainTheSecondStage(Path frozen) {
    return run.then(
        TrainStage.create(
            TrainStageConfig.builder()
                .setEpochs(1)
                .setLearningRate(0.02)
                .setCropPadding(1)
                .build()),
        Map.of(
            "images", images(),
            "sampling", sampling(2),
            "start", List.of(run.artifact("Freeze1", "next.arrow", ArtifactKind.WEIGHTS)),
            "frozen", List.of(run.given(frozen, ArtifactKind.MASK))));
  }

  private long kept() throws IOException {
    try (Stream<Path> keys = Files.list(run.store().resolve("steps/TrainStage"))) {
      return keys.filter(key -> Files.exists(key.resolve("manifest.json"))).count();
    }
  }

  private static TrainStageConfig retraining(int epochs) {
    return TrainStageConfig.builder()
        .setParameters("classifier")
        .setEpochs(epochs)
        .setLearningRate(0.1)
        .setBatchSize(16)
        .setCropPadding(1)
        .build();
  }

  private Map<String, List<Artifact>> retrainingInputs() {
    return Map.of(
        "images", images(),
        "sampling", sampling(1),
        "start", List.of(run.artifact("Train1", "weights.arrow", ArtifactKind.WEIGHTS)));
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
