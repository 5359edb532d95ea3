package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The data set that comes with the project is what its README says. */
class ShippedDataTest {

  private static final Path FOLDER =
      Path.of("..", "pipelines", "examples", "data", "fashion-mnist-lt");

  @Test
  void trainingImagesFollowTheProfile() throws IOException {
    LabelledImages train = IdxSplit.TRAIN.read(FOLDER);

    assertThat(counts(train)).containsExactly(500, 299, 179, 107, 64, 38, 23, 13, 8, 5);
  }

  @Test
  void everyClassHasFiftyTestImages() throws IOException {
    LabelledImages test = IdxSplit.TEST.read(FOLDER);

    assertThat(counts(test)).containsExactly(50, 50, 50, 50, 50, 50, 50, 50, 50, 50);
  }

  @Test
  void imagesAreTwentyEightPixelsSquare() throws IOException {
    assertThat(Stream.of(IdxSplit.TRAIN.read(FOLDER), IdxSplit.TEST.read(FOLDER)))
        .extracting(LabelledImages::height, LabelledImages::width)
        .containsOnly(tuple(28, 28));
  }

  @Test
  void everyClassHasAName() throws IOException {
    assertThat(Files.readAllLines(FOLDER.resolve("labels.txt"))).hasSize(10).doesNotContain("");
  }

  @Test
  void theLicenceComesWithTheData() {
    assertThat(FOLDER.resolve("LICENSE")).content().contains("2017 Zalando SE");
  }

  private static int[] counts(LabelledImages images) {
    return IntStream.range(0, images.classes())
        .map(y -> (int) Arrays.stream(images.labels()).filter(label -> label == y).count())
        .toArray();
  }
}
