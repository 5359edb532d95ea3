package org.longtail.transforms.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.images.JpegImages;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.store.Sha256;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;

@ExtendWith(SharedRun.class)
class ReadListsTest {

  private final FinishedRun run;
  private final Path folder;

  ReadListsTest(FinishedRun run, @TempDir Path folder) {
    this.run = run;
    this.folder = folder.resolve("images");
  }

  @Test
  void aGapInTheLabelsIsFoundBeforeAnyImageIsRead() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(JpegImages.TRAIN_LIST), List.of("a.jpg 0", "b.jpg 1", "c.jpg 3"));
    Files.write(folder.resolve(JpegImages.TEST_LIST), List.of("d.jpg 0"));

    assertRefused(lists())
        .hasMessageContaining("train.txt: class 2 has no image, but line 3 has label 3");
  }

  @Test
  void aTestLabelThatNoTrainingImageHasIsFoundBeforeAnyImageIsRead() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(JpegImages.TRAIN_LIST), List.of("a.jpg 0", "b.jpg 1"));
    Files.write(folder.resolve(JpegImages.TEST_LIST), List.of("d.jpg 2"));

    assertRefused(lists())
        .hasMessageContaining("test.txt: line 1 has label 2; labels must be in 0..1");
  }

  @Test
  void aListInAnotherEncodingIsRefusedByItsName() throws IOException {
    JpegImages.write(folder);
    Path list = folder.resolve(JpegImages.TEST_LIST);
    Files.writeString(list, Files.readString(list), StandardCharsets.UTF_16);

    assertRefused(lists()).hasMessage("%s is UTF-16; save it as UTF-8", list);
  }

  @Test
  void classNamesInAnotherEncodingAreRefusedByTheirFile() throws IOException {
    JpegImages.write(folder);
    Path names = folder.resolve("labels.txt");
    Files.writeString(names, "haut\nmilieu élevé\n", StandardCharsets.ISO_8859_1);

    assertRefused(lists()).hasMessageStartingWith("%s is not UTF-8", names);
  }

  @Test
  void classNamesMayBeginWithAByteOrderMarkAndEndWithBlankLines() throws IOException {
    JpegImages.write(folder);
    Files.writeString(
        folder.resolve("labels.txt"), "\ufefftop\r\nupper\r\nlower\r\nbottom\r\n\r\n");

    FinishedRun read = run.then(ReadImages.create(lists().build()), Map.of());

    assertThat(read(read, "Step", "train").labels())
        .containsExactly("top", "upper", "lower", "bottom");
  }

  @Test
  void aListInTheOtherSpellingOfPlacesLtIsReadFromTheFoldersThatAreThere() throws IOException {
    JpegImages.write(folder);
    for (String list : List.of(JpegImages.TRAIN_LIST, JpegImages.TEST_LIST)) {
      List<String> spelt = new ArrayList<>();
      for (String line : Files.readAllLines(folder.resolve(list))) {
        String label = line.substring(line.lastIndexOf(' ') + 1);
        String file = line.substring(line.lastIndexOf('/') + 1, line.lastIndexOf(' '));
        boolean test = list.equals(JpegImages.TEST_LIST);
        Path place = Path.of(test ? "val" : "train", "class-" + label, file);
        Files.createDirectories(folder.resolve("places").resolve(place).getParent());
        Files.copy(
            folder.resolve(line.substring(0, line.lastIndexOf(' '))),
            folder.resolve("places").resolve(place));
        spelt.add((test ? "val_256/" : "data_256/c/class/" + label + "/") + file + " " + label);
      }
      Files.write(folder.resolve("places-" + list), spelt);
    }
    FinishedRun original = run.then(ReadImages.create(lists().build()), Map.of());

    FinishedRun read =
        run.then(
            ReadImages.create(
                lists()
                    .setPath(folder.resolve("places").toString())
                    .setTrainList(folder.resolve("places-" + JpegImages.TRAIN_LIST).toString())
                    .setTestList(folder.resolve("places-" + JpegImages.TEST_LIST).toString())
                    .build()),
            Map.of());

    assertThat(Sha256.of(read.file("Step", "images-train.arrow")))
        .isEqualTo(Sha256.of(original.file("Step", "images-train.arrow")));
    assertThat(Sha256.of(read.file("Step", "images-test.arrow")))
        .isEqualTo(Sha256.of(original.file("Step", "images-test.arrow")));
  }

  @Test
  void theSummaryCountsImagesUnderTwoLabelsAndInBothSplits() throws IOException {
    JpegImages.write(folder);
    Path train = folder.resolve(JpegImages.TRAIN_LIST);
    Files.writeString(
        train,
        Files.readString(train) + "train/image 0.jpg 3\ntest/image 0.jpg 0\ntest/image 1.jpg 0\n");

    FinishedRun read = run.then(ReadImages.create(lists().build()), Map.of());

    assertThat(read.step("Step").summary())
        .contains(
            Map.entry("images_under_two_labels", 1.0), Map.entry("images_in_both_splits", 2.0));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ReadImagesConfig.Builder config) {
    return assertThatThrownBy(() -> run.then(ReadImages.create(config.build()), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ReadImagesConfig.Builder lists() {
    return ReadImagesConfig.builder()
        .setFormat("list")
        .setPath(folder.toString())
        .setTrainList(folder.resolve(JpegImages.TRAIN_LIST).toString())
        .setTestList(folder.resolve(JpegImages.TEST_LIST).toString())
        .setSize(16);
  }

  private static ImagesFile read(FinishedRun run, String step, String split) throws IOException {
    return ImagesFile.read(run.file(step, String.format(Locale.ROOT, "images-%s.arrow", split)));
  }
}
