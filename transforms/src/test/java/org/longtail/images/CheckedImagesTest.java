package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedImagesTest {

  private final Path folder;

  CheckedImagesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void makeImages() throws IOException {
    JpegImages.write(folder);
    Files.copy(folder.resolve("train/image 0.jpg"), folder.resolve("copy.jpg"));
  }

  @Test
  void aPathUnderTwoLabelsIsFound() throws IOException {
    CheckedImages images =
        checked("train/image 0.jpg 0", "train/image 1.jpg 1", "train/image 0.jpg 1");

    assertThat(images.underTwoLabels())
        .containsExactly(
            String.format(
                Locale.ROOT,
                "%1$s, line 3: %2$s has label 1, and the same image label 0: %1$s, line 1: %2$s",
                folder.resolve("list.txt"),
                folder.resolve("train/image 0.jpg")));
  }

  @Test
  void aCopyUnderAnotherLabelIsFoundByItsContent() throws IOException {
    assertThat(checked("train/image 0.jpg 0", "copy.jpg 1").underTwoLabels())
        .singleElement()
        .asString()
        .contains("copy.jpg has label 1, and the same image label 0");
  }

  @Test
  void anImageThatIsListedTwiceWithOneLabelIsWhatItIs() throws IOException {
    CheckedImages images = checked("train/image 0.jpg 0", "train/image 0.jpg 0", "copy.jpg 0");

    assertThat(images.underTwoLabels()).isEmpty();
  }

  @Test
  void anImageOfBothSplitsIsFoundByItsContent() throws IOException {
    CheckedImages train = checked("train/image 0.jpg 0", "train/image 1.jpg 1");

    assertThat(checked("test/image 0.jpg 0", "copy.jpg 0").alsoIn(train))
        .singleElement()
        .asString()
        .contains("line 2: " + folder.resolve("copy.jpg") + " is the same image as ")
        .endsWith("line 1: " + folder.resolve("train/image 0.jpg"));
  }

  @Test
  void imagesThatAreNoFilesOfTheirOwnAreNotCompared() {
    CheckedImages images = SmallImages.labelled(0, 1).checkDecodable();

    assertThat(images.digests()).isEmpty();
    assertThat(images.underTwoLabels()).isEmpty();
    assertThat(images.alsoIn(images)).isEmpty();
  }

  private CheckedImages checked(String... lines) throws IOException {
    Path list = Files.write(folder.resolve("list.txt"), List.of(lines));
    return ImageList.read(list, folder).images(16).checkDecodable();
  }
}
