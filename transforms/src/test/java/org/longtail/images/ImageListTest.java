package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.Cancellation;

@Tag("elsewhere")
class ImageListTest {

  private static final String ASCII = "ANSI_X3.4-1968|US-ASCII|646";

  private final Path folder;
  private final Path list;

  ImageListTest(@TempDir Path folder) {
    this.folder = folder;
    this.list = folder.resolve("list.txt");
  }

  @BeforeEach
  void makeImages() throws IOException {
    JpegImages.write(folder);
  }

  @Test
  void aLineIsAPathBelowTheRootAndALabel() throws IOException {
    Files.writeString(list, "train/n01/a b.JPEG 0\n\ntrain/n02/c.JPEG\t17\r\n");

    assertThat(read().entries())
        .containsExactly(
            new ImageList.Entry(1, folder.resolve("train/n01/a b.JPEG"), 0),
            new ImageList.Entry(3, folder.resolve("train/n02/c.JPEG"), 17));
  }

  @Test
  void linesThatAreNoPathAndLabelAreNamedTheFirstFewOfMany() throws IOException {
    Files.write(list, List.of("a.jpg 0", "b.jpg", "c.jpg -1", "7", "d.jpg x", "e", "f", "g"));

    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessage(
            "%s: line 2 is 'b.jpg'; line 3 is 'c.jpg -1'; line 4 is '7'; line 5 is 'd.jpg x'; line 6 is 'e'; and 2 more; give each line a path below the root and a label, such as a.jpg 0",
            list);
  }

  @Test
  @DisabledIfSystemProperty(named = "sun.jnu.encoding", matches = ASCII)
  void namesMayBeInAnyScript() throws IOException {
    Files.writeString(list, "my photos/a b (1).png 0\n图片/猫é.png 1\n");

    assertThat(read().files())
        .containsExactly(folder.resolve("my photos/a b (1).png"), folder.resolve("图片/猫é.png"));
  }

  @Test
  @EnabledIfSystemProperty(named = "sun.jnu.encoding", matches = ASCII)
  void aRightLineIsNotCalledWrongWhereTheLocaleCannotEncodeItsName() throws IOException {
    Files.writeString(list, "my photos/a b (1).png 0\n图片/猫é.png 1\n");

    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageStartingWith(list + ": line 2: '图片/猫é.png' is a name that this process cannot")
        .withMessageEndingWith("LC_ALL=C.UTF-8");
  }

  @Test
  void anEmptyListIsRefused() throws IOException {
    Files.writeString(list, "\n");

    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageContaining("lists no image");
  }

  @Test
  void labelsThatAreNoClassAreNamed() throws IOException {
    Files.write(list, List.of("a.jpg 0", "b.jpg 4"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read().checkLabels(4, Path.of("train.txt")))
        .withMessage(
            "%s: line 2 has label 4; labels must be in 0..3, as train.txt has 4 classes", list);
  }

  @Test
  void classesWithoutAnImageAreNamed() throws IOException {
    Files.write(list, List.of("a.jpg 0", "b.jpg 5", "c.jpg 2"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read().checkEveryClass())
        .withMessage(
            "%s: class 1 has no image, but line 3 has label 2; classes 3 to 4 have no image, but line 2 has label 5; add images, or number the classes without a gap, from 0 to K-1",
            list);
  }

  @Test
  void everyClassMayHaveItsImagesInAnyOrder() throws IOException {
    Files.write(list, List.of("a.jpg 2", "b.jpg 0", "c.jpg 1", "d.jpg 0"));

    assertThatNoException().isThrownBy(() -> read().checkEveryClass());
  }

  @Test
  void aLabelFarAboveTheOthersIsNamedAndNothingIsAllocatedForTheClassesBelow() throws IOException {
    Files.write(list, List.of("a.jpg 0", "b.jpg 2000000000"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read().checkEveryClass())
        .withMessageContaining(
            "classes 1 to 1999999999 have no image, but line 2 has label 2000000000");
  }

  @Test
  void aLabelThatIsNoNumberOfAClassIsNamed() throws IOException {
    Files.write(list, List.of("a.jpg 0", "b.jpg 20000000000"));

    assertThatIllegalArgumentException()
        .isThrownBy(this::read)
        .withMessageContaining("line 2 has label 20000000000, which is no class");
  }

  @Test
  void aListMayBeginWithAByteOrderMark() throws IOException {
    Files.writeString(list, "\ufefftrain/image 0.jpg 0\r\n\r\n");

    assertThat(read().files()).containsExactly(folder.resolve("train/image 0.jpg"));
  }

  @Test
  void missingFilesAreNamedByTheirLines() throws IOException {
    Files.write(list, List.of("train/image 0.jpg 0", "nowhere.jpg 1"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read().digest())
        .withMessage(
            "%s, line 2: there is no file %s; check the root of the images",
            list, folder.resolve("nowhere.jpg"));
  }

  @Test
  void theDigestIsThatOfTheContentsInOrder() throws IOException {
    Files.write(list, List.of("train/image 0.jpg 0", "train/image 1.jpg 1"));
    String before = read().digest();
    Files.move(folder.resolve("train/image 1.jpg"), folder.resolve("moved.jpg"));
    Files.write(list, List.of("train/image 0.jpg 0", "moved.jpg 1"));
    String moved = read().digest();
    Files.write(list, List.of("moved.jpg 0", "train/image 0.jpg 1"));
    String swapped = read().digest();

    assertThat(moved).isEqualTo(before);
    assertThat(swapped).isNotEqualTo(before);
  }

  @Test
  void imagesAreReadWhenTheyAreAskedFor() throws IOException {
    Files.write(list, List.of("train/image 0.jpg 0", "train/image 1.jpg 1"));
    LabelledImages images = read().images(16);
    byte[] other = Files.readAllBytes(folder.resolve("train/image 40.jpg"));

    Files.write(folder.resolve("train/image 0.jpg"), other);

    assertThat(images.image(0))
        .isEqualTo(ImageDecoder.decode(other, ImageLimits.STANDARD, Cancellation.ofThisThread()));
    assertThat(images.labels()).containsExactly(0, 1);
  }

  @Test
  void filesThatCannotBeDecodedAreNamed() throws IOException {
    Files.write(list, List.of("train/image 0.jpg 0", "broken.jpg 1", "text.jpg 0"));
    Files.write(folder.resolve("broken.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, 3});
    Files.writeString(folder.resolve("text.jpg"), "no image");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read().images(16).checkDecodable())
        .withMessageStartingWith(
            "%s, line 2: %s cannot be decoded: ", list, folder.resolve("broken.jpg"))
        .withMessageContaining(
            "line 3: %s cannot be decoded: it is neither a JPEG nor a PNG file; replace",
            folder.resolve("text.jpg"));
  }

  private ImageList read() throws IOException {
    return ImageList.read(list, folder);
  }
}
