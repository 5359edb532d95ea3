package org.longtail.transforms.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.images.BandedImages;
import org.longtail.images.LabelledImages;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;

@ExtendWith(SharedRun.class)
class ReadImagesTest {

  private final FinishedRun run;
  private final Path folder;

  ReadImagesTest(FinishedRun run, @TempDir Path folder) {
    this.run = run;
    this.folder = folder.resolve("images");
  }

  @Test
  void bothSplitsAreStoredAsTheyAre() throws IOException {
    assertThat(LabelledImages.of(read(run, "Images", "train"))).isEqualTo(BandedImages.train());
    assertThat(LabelledImages.of(read(run, "Images", "test"))).isEqualTo(BandedImages.test());
  }

  @Test
  void bothSplitsAreNormalisedByTheTrainingImages() throws IOException {
    ChannelStatistics statistics = ChannelStatistics.of(BandedImages.train());

    for (String split : List.of("train", "test")) {
      assertThat(read(run, "Images", split).input().mean()).isEqualTo(statistics.mean());
      assertThat(read(run, "Images", split).input().std()).isEqualTo(statistics.std());
    }
  }

  @Test
  void aConfiguredNormalisationIsTakenInstead() throws IOException {
    BandedImages.write(folder);

    FinishedRun read =
        run.then(
            ReadImages.create(config().setMean(List.of(0.5)).setStd(List.of(0.25)).build()),
            Map.of());

    ImagesFile train = read(read, "Step", "train");
    assertThat(train.input().mean()).containsExactly(0.5f);
    assertThat(train.input().std()).containsExactly(0.25f);
  }

  @Test
  void theSummaryCountsTheImages() {
    assertThat(run.step("Images").summary())
        .containsExactly(Map.entry("test_images", 24.0), Map.entry("train_images", 58.0));
  }

  @Test
  void classesAreNamedByNumberUnlessTheFolderNamesThem() throws IOException {
    assertThat(read(run, "Images", "train").labels()).containsExactly("0", "1", "2", "3");
  }

  @Test
  void classesAreNamedByTheFoldersLabels() throws IOException {
    BandedImages.write(folder);
    Files.write(folder.resolve("labels.txt"), List.of("top", "upper", "lower", "bottom"));

    FinishedRun read = run.then(ReadImages.create(config().build()), Map.of());

    assertThat(read(read, "Step", "train").labels())
        .containsExactly("top", "upper", "lower", "bottom");
  }

  @Test
  void namesForAnotherNumberOfClassesAreRefused() throws IOException {
    BandedImages.write(folder);
    Files.write(folder.resolve("labels.txt"), List.of("top", "upper", "lower"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.then(ReadImages.create(config().build()), Map.of()))
        .withMessageContaining("labels.txt names 3 classes, the images have 4");
  }

  @Test
  void aFolderThatIsMovedIsNotReadAgain() throws IOException {
    BandedImages.write(folder);

    FinishedRun read = run.then(ReadImages.create(config().build()), Map.of());

    assertThat(read.step("Step").cached()).isTrue();
    assertThat(read.step("Step").key()).isEqualTo(run.step("Images").key());
  }

  @Test
  void aMissingFileIsRefusedByItsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.then(ReadImages.create(config().build()), Map.of()))
        .withMessageContaining("step ReadImages: there is no file " + folder);
  }

  @Test
  void theTrainingSplitIsCutToALongTailAndTheTestSplitStaysWhole() throws IOException {
    BandedImages.write(folder);

    FinishedRun read =
        run.then(ReadImages.create(config().setNMax(8).setBeta(2.0).build()), Map.of());

    assertThat(read(read, "Step", "train").counts()).containsExactly(8, 6, 5, 4);
    assertThat(LabelledImages.of(read(read, "Step", "test"))).isEqualTo(BandedImages.test());
  }

  @Test
  void aClassThatIsTooSmallForTheLongTailIsRefused() throws IOException {
    BandedImages.write(folder);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.then(ReadImages.create(config().setBeta(2.0).build()), Map.of()))
        .withMessageContaining("n_max 24 and beta 2.0: class 2 of the train split has 10 images");
  }

  @Test
  void aLargestClassWithoutABetaIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadImages.create(config().setNMax(8).build()).checkInputs(Set.of()))
        .withMessageStartingWith("field 'n_max': 8 is given without 'beta'");
  }

  @Test
  void aBetaThatLeavesTheLastClassEmptyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ReadImages.create(config().setNMax(8).setBeta(9.0).build()).checkInputs(Set.of()))
        .withMessage(
            "field 'beta': 9.0 must be at most n_max, 8, so that the last class keeps an image");
  }

  private ReadImagesConfig.Builder config() {
    return ReadImagesConfig.builder().setPath(folder.toString());
  }

  private static ImagesFile read(FinishedRun run, String step, String split) throws IOException {
    return ImagesFile.read(run.file(step, "images-%s.arrow".formatted(split)));
  }
}
