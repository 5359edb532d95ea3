package org.longtail.transforms.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.longtail.images.BandedImages;
import org.longtail.images.JpegImages;
import org.longtail.images.LabelledImages;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.store.Sha256;
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

  @Test
  void theShippedDataGivesTheBytesThatItHasAlwaysGiven() throws IOException {
    Path shipped = Path.of("../pipelines/examples/data/fashion-mnist-lt");

    FinishedRun read =
        run.then(
            ReadImages.create(ReadImagesConfig.builder().setPath(shipped.toString()).build()),
            Map.of());

    assertThat(Sha256.of(read.file("Step", "images-train.arrow")))
        .isEqualTo("a6a0f76e30c6b1d1524b911a573357b2f47027a564313115d0c4f0a1e15da7a9");
    assertThat(Sha256.of(read.file("Step", "images-test.arrow")))
        .isEqualTo("2215f6c069c088fbd0328ce4f3690d2579012629f1c5013e5a19f65ebb38e079");
  }

  @Test
  void cifar100IsReadFromItsArchivesFolder() throws IOException {
    Path archive = Files.createDirectories(folder.resolve("cifar-100-binary"));
    byte[] records = new byte[200 * 3074];
    for (int i = 0; i < 200; i++) {
      records[i * 3074 + 1] = (byte) (i % 100);
      Arrays.fill(records, i * 3074 + 2, (i + 1) * 3074, (byte) i);
    }
    Files.write(archive.resolve("train.bin"), records);
    Files.write(archive.resolve("test.bin"), Arrays.copyOf(records, 100 * 3074));
    Files.write(
        archive.resolve("fine_label_names.txt"),
        IntStream.range(0, 100).mapToObj(y -> "class " + y).toList());

    FinishedRun read =
        run.then(ReadImages.create(config().setFormat("cifar100").setBeta(2.0).build()), Map.of());

    ImagesFile train = read(read, "Step", "train");
    assertThat(train.input().channels()).isEqualTo(3);
    assertThat(train.labels()).hasSize(100).contains("class 42");
    assertThat(train.counts()).startsWith(2, 1, 1).endsWith(1);
    assertThat(read(read, "Step", "test").images()).hasSize(100);
  }

  @Test
  void imageFilesAreStoredAsTheyWere() throws IOException {
    JpegImages.write(folder);

    ImagesFile test = read(run.then(ReadImages.create(lists().build()), Map.of()), "Step", "test");

    assertThat(test.input().height()).isEqualTo(16);
    assertThat(test.images()).extracting(ImagesFile.Image::label).hasSize(24).startsWith(0, 0);
    assertThat(test.images().get(3).pixels())
        .isEqualTo(Files.readAllBytes(folder.resolve("test/image 3.jpg")));
  }

  @Test
  void imageFilesThatAreMovedAreNotReadAgainThoseThatChangeAre() throws IOException {
    JpegImages.write(folder);
    FinishedRun first = run.then(ReadImages.create(lists().build()), Map.of());
    Path elsewhere = folder.resolveSibling("elsewhere");
    Files.move(folder, elsewhere);

    FinishedRun moved = run.then(ReadImages.create(lists(elsewhere).build()), Map.of());
    Files.copy(
        elsewhere.resolve("train/image 1.jpg"),
        elsewhere.resolve("train/image 0.jpg"),
        StandardCopyOption.REPLACE_EXISTING);
    FinishedRun changed = run.then(ReadImages.create(lists(elsewhere).build()), Map.of());

    assertThat(moved.step("Step").cached()).isTrue();
    assertThat(changed.step("Step").cached()).isFalse();
    assertThat(changed.step("Step").key()).isNotEqualTo(first.step("Step").key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train,test,meta | has CIFAR-100's Python version (meta, test, train)",
        "data_batch_1,batches.meta | has CIFAR-10's Python version (data_batch_1)",
        "data_batch_1.bin | has CIFAR-10's binary version (data_batch_1.bin)",
        "cifar-100-python.tar.gz | has cifar-100-python.tar.gz",
        "test.bin | has test.bin",
        "a,b,c,d,e,f,g | has a, b, c, d, e, 2 more"
      })
  void cifar100InAnotherFormSaysWhatIsThereAndWhatIsWanted(String files, String has)
      throws IOException {
    for (String file : files.split(",")) {
      Files.createDirectories(folder);
      Files.createFile(folder.resolve(file));
    }

    assertRefused(config().setFormat("cifar100"))
        .hasMessage(
            "field 'path': format 'cifar100' reads CIFAR-100's binary version, but %s %s, not train.bin and test.bin; get cifar-100-binary.tar.gz, unpack it, and name the folder that it makes",
            folder, has);
  }

  @Test
  void anArchiveOfCifar100IsToBeUnpacked() throws IOException {
    Path archive = Files.createDirectories(folder).resolve("cifar-100-binary.tar.gz");
    Files.createFile(archive);

    assertRefused(config().setFormat("cifar100"))
        .hasMessageEndingWith("unpack %s and name the folder that it makes", archive);
    assertRefused(config().setFormat("cifar100").setPath(archive.toString()))
        .hasMessageContaining("but %s is an archive, not train.bin and test.bin; unpack", archive);
  }

  @Test
  void aFolderWithoutIdxFilesSaysWhatItHas() throws IOException {
    Files.createDirectories(folder);
    Files.createFile(folder.resolve("train.bin"));
    Files.createFile(folder.resolve("test.bin"));

    assertRefused(config())
        .hasMessage(
            "field 'path': format 'idx' reads the four files of MNIST and its kin, but %s has CIFAR-100's binary version (train.bin, test.bin), not train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz; give 'format: cifar100', or name the folder of the IDX files",
            folder);
  }

  @Test
  void aFolderThatLacksOneIdxFileNamesIt() throws IOException {
    BandedImages.write(folder);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));

    assertRefused(config()).hasMessageContaining("not t10k-labels-idx1-ubyte.gz; name the folder");
  }

  @Test
  void anEmptyPathIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadImages.create(config().setPath("").build()))
        .withMessage("ReadImagesConfig: field 'path': '' must not be empty");
  }

  @Test
  void imagesLargerThanAnyNetworkTakesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadImages.create(lists().setSize(1_000_000).build()))
        .withMessageContaining("field 'size': 1000000 must be at least 1 and at most 4096");
  }

  @Test
  void aNormalisationOfOtherChannelsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ReadImages.create(lists().setMean(List.of(0.5)).build()).checkInputs(Set.of()))
        .withMessage(
            "field 'mean': [0.5] has 1 values, but images of format 'list' have 3 channels; give one a channel");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ReadImagesConfig.Builder config) {
    return assertThatThrownBy(() -> run.then(ReadImages.create(config.build()), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listsWithoutTheirFieldsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ReadImages.create(config().setFormat("list").build()).checkInputs(Set.of()))
        .withMessage("fields 'train_list' and 'test_list' are required for format 'list'");
  }

  @Test
  void fieldsOfListsAreRefusedForOtherFormats() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadImages.create(config().setSize(64).build()).checkInputs(Set.of()))
        .withMessage(
            "field 'size' is for format 'list', not 'idx'; leave it out or change the format");
  }

  private ReadImagesConfig.Builder lists() {
    return lists(folder);
  }

  private static ReadImagesConfig.Builder lists(Path root) {
    return ReadImagesConfig.builder()
        .setFormat("list")
        .setPath(root.toString())
        .setTrainList(root.resolve(JpegImages.TRAIN_LIST).toString())
        .setTestList(root.resolve(JpegImages.TEST_LIST).toString())
        .setSize(16);
  }

  private ReadImagesConfig.Builder config() {
    return ReadImagesConfig.builder().setPath(folder.toString());
  }

  private static ImagesFile read(FinishedRun run, String step, String split) throws IOException {
    return ImagesFile.read(run.file(step, String.format(Locale.ROOT, "images-%s.arrow", split)));
  }
}
