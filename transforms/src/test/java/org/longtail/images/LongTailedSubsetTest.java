package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTailedSubsetTest {

  private static final LongTailedSubset SUBSET = new LongTailedSubset(20, 10, 4, 1);
  private static final long[] COUNTS = {20, 9, 4, 2};
  private static final List<String> FILES =
      List.of(
          "t10k-images-idx3-ubyte.gz",
          "t10k-labels-idx1-ubyte.gz",
          "train-images-idx3-ubyte.gz",
          "train-labels-idx1-ubyte.gz");

  private Path folder;
  private Path originals;

  @BeforeEach
  void makeOriginals(@TempDir Path temporary) throws IOException {
    folder = temporary;
    originals = SmallImages.originals(folder.resolve("originals"), 4, 30);
  }

  @Test
  void trainingImagesFollowTheProfile() throws IOException {
    long[] counts = SUBSET.write(originals, folder.resolve("subset"));

    assertThat(counts).containsExactly(COUNTS);
    assertThat(counts(IdxSplit.TRAIN.read(folder.resolve("subset")))).containsExactly(COUNTS);
  }

  @Test
  void testImagesAreBalanced() throws IOException {
    SUBSET.write(originals, folder.resolve("subset"));

    assertThat(counts(IdxSplit.TEST.read(folder.resolve("subset")))).containsExactly(4, 4, 4, 4);
  }

  @Test
  void theFourFilesHaveTheirOriginalNames() throws IOException {
    SUBSET.write(originals, folder.resolve("subset"));

    try (Stream<Path> files = Files.list(folder.resolve("subset"))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactlyElementsOf(FILES);
    }
  }

  @Test
  void imagesStayInTheOrderOfTheOriginalsAndNoneIsTakenTwice() throws IOException {
    SUBSET.write(originals, folder.resolve("subset"));

    LabelledImages train = IdxSplit.TRAIN.read(folder.resolve("subset"));
    int[] numbers =
        IntStream.range(0, train.size())
            .mapToObj(i -> train.image(i).values())
            .mapToInt(pixels -> (pixels[0] << 8) + Byte.toUnsignedInt(pixels[1]))
            .toArray();
    assertThat(numbers).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void imagesKeepTheirLabels() throws IOException {
    SUBSET.write(originals, folder.resolve("subset"));

    LabelledImages train = IdxSplit.TRAIN.read(folder.resolve("subset"));
    assertThat(IntStream.range(0, train.size()))
        .allMatch(i -> train.image(i).values()[2] == train.labels()[i]);
  }

  @Test
  void twoRunsGiveEqualBytes() throws IOException {
    SUBSET.write(originals, folder.resolve("once"));
    SUBSET.write(originals, folder.resolve("again"));

    assertThat(FILES)
        .allSatisfy(
            file ->
                assertThat(folder.resolve("again").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("once").resolve(file)));
  }

  @Test
  void anotherSeedTakesOtherImages() throws IOException {
    SUBSET.write(originals, folder.resolve("once"));
    new LongTailedSubset(20, 10, 4, 2).write(originals, folder.resolve("other"));

    assertThat(IdxSplit.TRAIN.read(folder.resolve("other")))
        .isNotEqualTo(IdxSplit.TRAIN.read(folder.resolve("once")));
  }

  @Test
  void aClassWithTooFewImagesIsRefused() {
    LongTailedSubset tooMany = new LongTailedSubset(31, 10, 4, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tooMany.write(originals, folder.resolve("subset")))
        .withMessage("class 0 of the train split has 30 images, but 31 are wanted; ask for fewer");
  }

  @Test
  void theOriginalsAreNeverOverwritten() throws IOException {
    LabelledImages before = IdxSplit.TRAIN.read(originals);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SUBSET.write(originals, originals.resolve("../originals")))
        .withMessageContaining("the originals would be lost; name another target");
    assertThat(IdxSplit.TRAIN.read(originals)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 20.5, Double.NaN})
  void aBetaOutOfRangeIsRefused(double beta) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LongTailedSubset(20, beta, 4, 1))
        .withMessage(
            "long-tailed subset: beta %s must be in 1..20, the size of the largest class", beta);
  }

  @Test
  void anEmptyTestSplitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LongTailedSubset(20, 10, 0, 1))
        .withMessage("long-tailed subset: 0 test images a class must be at least 1");
  }

  private static long[] counts(LabelledImages images) {
    long[] counts = new long[images.classes()];
    Arrays.stream(images.labels()).forEach(label -> counts[label]++);
    return counts;
  }
}
