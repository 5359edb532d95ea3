package org.longtail.transforms.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.learning.Architectures;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.Provenance;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.arrow.WeightsFile;
import org.longtail.schemas.store.StoreException;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.Tensors;
import org.longtail.transforms.training.TrainStage;
import org.longtail.transforms.training.TrainStageConfig;

@ExtendWith(SharedRun.class)
class ReadWeightsTest {

  private static final int CLASSES_OF_THE_IMAGES = 4;
  private static final NetworkSpec.Input INPUT =
      new NetworkSpec.Input(1, 16, 16, List.of(0.5f), List.of(0.5f));

  private final FinishedRun run;
  private final Path file;

  ReadWeightsTest(FinishedRun run, @TempDir Path folder) {
    this.run = run;
    this.file = folder.resolve("trained.arrow");
  }

  @Test
  void withoutImagesTheFileIsTakenAsItIs() throws IOException {
    WeightsFile trained = write(trained(7));

    FinishedRun read = run.then(ReadWeights.create(config().build()), Map.of());

    assertThat(read.weights("Step").network()).isEqualTo(trained.network());
    assertThat(names(read)).isEqualTo(names(trained.tensors()));
    assertThat(Tensors.bits(read.weights("Step").tensors()))
        .isEqualTo(Tensors.bits(trained.tensors()));
    assertThat(read.step("Step").summary()).containsExactly(Map.entry("new_classifier", 0.0));
  }

  @Test
  void theImagesSayTheInputAndTheNumberOfClasses() throws IOException {
    write(trained(7));

    NetworkSpec network = readForImages(config()).weights("Step").network();

    assertThat(network)
        .isEqualTo(
            new NetworkSpec(
                "cifar_resnet",
                8,
                2,
                CLASSES_OF_THE_IMAGES,
                run.weights("Train1").network().input()));
  }

  @Test
  void forOtherClassesTheClassifierAloneIsNew() throws IOException {
    WeightsFile trained = write(trained(7));

    FinishedRun read = readForImages(config());

    List<Tensor> tensors = read.weights("Step").tensors();
    assertThat(names(read)).isEqualTo(names(trained.tensors()));
    assertThat(Tensors.bits(withoutClassifier(tensors)))
        .isEqualTo(Tensors.bits(withoutClassifier(trained.tensors())));
    assertThat(Tensors.named(tensors, "fc.weight").shape())
        .containsExactly(CLASSES_OF_THE_IMAGES, 8);
    assertThat(Tensors.named(tensors, "fc.bias").shape()).containsExactly(CLASSES_OF_THE_IMAGES);
    assertThat(read.step("Step").summary()).containsExactly(Map.entry("new_classifier", 1.0));
  }

  @Test
  void aNewClassifierIsDrawnFromTheSeed() throws IOException {
    write(trained(7));

    Tensor drawn = classifier(readForImages(config().setSeed(5L)));

    NetworkSpec network = run.weights("Train1").network();
    assertThat(drawn.values())
        .containsExactly(Tensors.named(Architectures.initialise(network, 5), "fc.weight").values());
    assertThat(drawn.values())
        .isNotEqualTo(classifier(readForImages(config().setSeed(6L))).values());
  }

  @Test
  void forAsManyClassesTheClassifierStays() throws IOException {
    WeightsFile trained = write(trained(CLASSES_OF_THE_IMAGES));

    FinishedRun read = readForImages(config());

    assertThat(Tensors.bits(read.weights("Step").tensors()))
        .isEqualTo(Tensors.bits(trained.tensors()));
    assertThat(read.step("Step").summary()).containsExactly(Map.entry("new_classifier", 0.0));
  }

  @Test
  void whatIsReadTrainsOn() throws IOException {
    WeightsFile trained = write(trained(7));
    FinishedRun read = readForImages(config());

    FinishedRun after = trainFrom(read);

    float[] begun = Tensors.named(trained.tensors(), "conv1.weight").values();
    float[] ended = Tensors.named(after.weights("Step").tensors(), "conv1.weight").values();
    assertThat(after.weights("Step").network().classes()).isEqualTo(CLASSES_OF_THE_IMAGES);
    assertThat(ended).isNotEqualTo(begun);
    for (int i = 0; i < begun.length; i++) {
      assertThat(ended[i]).isBetween(begun[i] - 0.01f, begun[i] + 0.01f);
    }
  }

  @Test
  void weightsThatWereReadWithoutTheImagesDoNotTrainOnOtherClasses() throws IOException {
    write(trained(7));
    FinishedRun read = run.then(ReadWeights.create(config().build()), Map.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainFrom(read))
        .withMessageContaining(
            "the network is for 7 classes, the images have 4; if ReadWeights read it, connect the images there too");
  }

  @Test
  void tensorsOfAnyOrderAreBroughtIntoThatOfTheNetwork() throws IOException {
    WeightsFile trained = trained(7);
    List<Tensor> reversed = new ArrayList<>(trained.tensors());
    Collections.reverse(reversed);
    write(new WeightsFile(trained.network(), trained.provenance(), reversed));

    FinishedRun read = run.then(ReadWeights.create(config().build()), Map.of());

    assertThat(names(read)).isEqualTo(names(trained.tensors()));
  }

  @Test
  void aMissingTensorIsRefusedByItsName() throws IOException {
    List<Tensor> tensors = new ArrayList<>(trained(7).tensors());
    tensors.removeIf(tensor -> tensor.name().equals("layer2.0.bn1.running_mean"));
    write(tensors);

    assertRefused("tensor 'layer2.0.bn1.running_mean' of the network is not in the weights");
  }

  @Test
  void aTensorThatTheNetworkHasNotIsRefusedByItsName() throws IOException {
    List<Tensor> tensors = new ArrayList<>(trained(7).tensors());
    tensors.add(new Tensor("layer4.0.conv1.weight", new long[] {1}, new float[1]));
    write(tensors);

    assertRefused("the weights have tensors that the network has not: [layer4.0.conv1.weight]");
  }

  @Test
  void aTensorThatIsThereTwiceIsRefusedByItsName() throws IOException {
    List<Tensor> tensors = new ArrayList<>(trained(7).tensors());
    tensors.add(tensors.get(3));
    write(tensors);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> readForImages(config()))
        .withMessageContaining("trained.arrow: tensor 'bn1.running_mean' is in the file twice");
  }

  @Test
  void weightsForImagesOfOtherChannelsAreRefusedByTheTensor() throws IOException {
    NetworkSpec.Input colour =
        new NetworkSpec.Input(3, 16, 16, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
    write(trained(new NetworkSpec("cifar_resnet", 8, 2, 7, colour)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> readForImages(config()))
        .withMessageContaining(
            "trained.arrow: tensor 'conv1.weight': shape [2, 3, 3, 3], the network has (2, 1, 3, 3)");
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Files.copy(run.file("Sample1", "sampling.arrow"), file);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> run.then(ReadWeights.create(config().build()), Map.of()))
        .withMessageContaining("trained.arrow holds 'sampling', not 'weights'");
  }

  @Test
  void aMissingFileIsRefusedByItsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.then(ReadWeights.create(config().build()), Map.of()))
        .withMessageContaining("step ReadWeights: there is no file " + file);
  }

  @Test
  void aFileThatIsMovedIsNotReadAgain() throws IOException {
    write(trained(7));
    FinishedRun read = readForImages(config());
    Path moved = Files.move(file, file.resolveSibling("moved.arrow"));

    FinishedRun again = readForImages(config().setPath(moved.toString()));

    assertThat(again.step("Step").cached()).isTrue();
    assertThat(again.step("Step").key()).isEqualTo(read.step("Step").key());
  }

  @Test
  void otherWeightsInTheSamePlaceAreRead() throws IOException {
    write(trained(7));
    FinishedRun read = readForImages(config());
    write(trained(9));

    assertThat(readForImages(config()).step("Step").key()).isNotEqualTo(read.step("Step").key());
  }

  private FinishedRun trainFrom(FinishedRun read) {
    TrainStageConfig config =
        TrainStageConfig.builder()
            .setEpochs(1)
            .setLearningRate(1e-4)
            .setBatchSize(16)
            .setCropPadding(1)
            .build();
    return run.then(
        TrainStage.create(config),
        Map.of(
            "images",
            images(),
            "sampling",
            List.of(run.artifact("Sample1", "sampling.arrow", ArtifactKind.SAMPLING)),
            "start",
            List.of(read.artifact("Step", "weights.arrow", ArtifactKind.WEIGHTS))));
  }

  private void assertRefused(String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.then(ReadWeights.create(config().build()), Map.of()))
        .withMessageContaining("trained.arrow: " + message);
  }

  private FinishedRun readForImages(ReadWeightsConfig.Builder config) {
    return run.then(ReadWeights.create(config.build()), Map.of("images", images()));
  }

  private List<Artifact> images() {
    return List.of(run.artifact("Images", "images-train.arrow", ArtifactKind.IMAGES));
  }

  private ReadWeightsConfig.Builder config() {
    return ReadWeightsConfig.builder().setPath(file.toString());
  }

  private static WeightsFile trained(int classes) {
    return trained(new NetworkSpec("cifar_resnet", 8, 2, classes, INPUT));
  }

  private static WeightsFile trained(NetworkSpec network) {
    return new WeightsFile(network, Provenance.of(1, "all"), Architectures.initialise(network, 99));
  }

  private WeightsFile write(WeightsFile weights) throws IOException {
    weights.write(file);
    return weights;
  }

  private void write(List<Tensor> tensors) throws IOException {
    WeightsFile trained = trained(7);
    write(new WeightsFile(trained.network(), trained.provenance(), tensors));
  }

  private static Tensor classifier(FinishedRun read) {
    return Tensors.named(read.weights("Step").tensors(), "fc.weight");
  }

  private static List<Tensor> withoutClassifier(List<Tensor> tensors) {
    return tensors.stream().filter(tensor -> !tensor.name().startsWith("fc.")).toList();
  }

  private static List<String> names(FinishedRun read) {
    return names(read.weights("Step").tensors());
  }

  private static List<String> names(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::name).toList();
  }
}
