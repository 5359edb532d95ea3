package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongTailedCutTest {

  /** Labels of CIFAR-100's training split: 100 classes of 500 images. */
  private static final int[] CIFAR_100 = IntStream.range(0, 50_000).map(i -> i % 100).toArray();

  @ParameterizedTest
  @CsvSource({"100, 10847", "50, 12608"})
  void cifar100KeepsAsManyImagesAsInThePaper(double beta, int images) {
    LongTailedCut cut = new LongTailedCut(OptionalInt.of(500), beta, 1);

    assertThat(cut.choose(CIFAR_100)).hasSize(images).doesNotHaveDuplicates().isSorted();
  }

  /** From a second implementation in Python: 6, 3 and 1 image of 6 each. */
  @Test
  void theImagesOfASeedAreTheSameOnAnyMachine() {
    int[] labels = IntStream.range(0, 18).map(i -> i % 3).toArray();

    assertThat(new LongTailedCut(OptionalInt.of(6), 4, 1).choose(labels))
        .containsExactly(0, 3, 4, 5, 6, 7, 9, 10, 12, 15);
  }

  @Test
  void theFirstClassKeepsAllImagesUnlessToldOtherwise() {
    int[] cut = new LongTailedCut(OptionalInt.empty(), 100, 1).choose(CIFAR_100);

    assertThat(Arrays.stream(cut).filter(i -> CIFAR_100[i] == 0).count()).isEqualTo(500);
    assertThat(Arrays.stream(cut).filter(i -> CIFAR_100[i] == 99).count()).isEqualTo(5);
  }

  @Test
  void theImagesAreThoseOfTheSubsetInFiles(@TempDir Path folder) throws IOException {
    Path originals = SmallImages.originals(folder.resolve("originals"), 4, 30);
    LabelledImages whole = IdxSplit.TRAIN.read(originals);

    new LongTailedSubset(20, 10, 4, 7).write(originals, folder.resolve("subset"));
    LabelledImages cut =
        whole.select(new LongTailedCut(OptionalInt.of(20), 10, 7).choose(whole.labels()));

    assertThat(cut).isEqualTo(IdxSplit.TRAIN.read(folder.resolve("subset")));
  }

  @Test
  void everyClassWithTooFewImagesIsNamed() {
    int[] longTailed = {0, 0, 0, 0, 1, 2};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LongTailedCut(OptionalInt.of(4), 1.5, 1).choose(longTailed))
        .withMessage(
            "long-tailed profile of n_max 4 and beta 1.5: class 1 of the train split has 1 images, but 3 are wanted; class 2 of the train split has 1 images, but 2 are wanted; ask for fewer, or leave both out if the data set is long-tailed as it is");
  }

  @Test
  void ofManyClassesWithTooFewImagesTheFirstAreNamedAndTheOthersCounted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LongTailedCut(OptionalInt.of(600), 1, 1).choose(CIFAR_100))
        .withMessageContaining("class 4 of the train split has 500 images, but 600 are wanted")
        .withMessageContaining("; and 95 classes more; ask for fewer");
  }
}
