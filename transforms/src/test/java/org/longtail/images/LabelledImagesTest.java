package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.ImagesFile;

class LabelledImagesTest {

  private static final NetworkSpec.Input INPUT =
      new NetworkSpec.Input(1, 2, 3, List.of(0.5f), List.of(0.25f));

  @Test
  void imagesComeBackFromAnArrowFile(@TempDir Path folder) throws IOException {
    LabelledImages images = SmallImages.labelled(2, 0, 1);
    Path file = folder.resolve("images-train.arrow");

    images.toFile("train", INPUT, List.of("coat", "bag", "shirt")).write(file);

    assertThat(LabelledImages.of(ImagesFile.read(file))).isEqualTo(images);
  }

  @Test
  void rowsAreNumberedInOrder() {
    ImagesFile file = SmallImages.labelled(1, 0).toFile("test", INPUT, List.of("coat", "bag"));

    assertThat(file.images()).extracting(ImagesFile.Image::image).containsExactly(0L, 1L);
    assertThat(file.images()).extracting(ImagesFile.Image::label).containsExactly(1, 0);
  }

  @Test
  void anInputOfAnotherSizeIsRefused() {
    NetworkSpec.Input other = new NetworkSpec.Input(1, 3, 2, List.of(0.5f), List.of(0.25f));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmallImages.labelled(0).toFile("train", other, List.of("coat")))
        .withMessage("train images are 2x3x1, the input is 3x2x1: they must be equal");
  }

  @Test
  void aLabelWithoutANameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmallImages.labelled(0, 1).toFile("train", INPUT, List.of("coat")))
        .withMessage(
            "train images have labels up to 1, but there are 1 class names; name every class");
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelledImages(1, 2, 2, new int[2], new byte[][] {{1, 2, 3, 4}, {1}}))
        .withMessageStartingWith("image 1: 1 bytes, but 2x2x1 pixels take 4");
  }

  @Test
  void aNegativeLabelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmallImages.labelled(0, -1))
        .withMessage("image 1: label -1 must be at least 0");
  }

  @Test
  void asManyLabelsAsImagesAreNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelledImages(1, 1, 1, new int[2], new byte[1][1]))
        .withMessage("2 labels for 1 images: there must be one each");
  }

  @Test
  void aSizeUnderOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelledImages(1, 0, 1, new int[0], new byte[0][]))
        .withMessage("images of 0x1x1: every size must be at least 1");
  }

  @Test
  void aSelectionKeepsImagesAndLabelsTogether() {
    LabelledImages images = SmallImages.labelled(5, 6, 7);

    LabelledImages selected = images.select(new int[] {2, 0});

    assertThat(selected.labels()).containsExactly(7, 5);
    assertThat(selected.image(0)).isEqualTo(images.image(2));
    assertThat(selected.image(1)).isEqualTo(images.image(0));
  }

  @Test
  void imagesThatDifferInOnePixelAreNotEqual() {
    LabelledImages changed = SmallImages.labelled(1, 2);
    changed.image(1).values()[4]++;

    assertThat(changed).isNotEqualTo(SmallImages.labelled(1, 2));
  }
}
