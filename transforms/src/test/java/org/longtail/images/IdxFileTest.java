package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("elsewhere")
class IdxFileTest {

  private static final LabelledImages DATA = SmallImages.labelled(3, 0, 255);

  private Path folder;
  private Path images;
  private Path labels;

  @BeforeEach
  void writeFiles(@TempDir Path temporary) throws IOException {
    folder = temporary;
    images = folder.resolve("images.gz");
    labels = folder.resolve("labels.gz");
    IdxFile.write(DATA, images, labels);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    assertThat(IdxFile.read(images, labels)).isEqualTo(DATA);
  }

  @Test
  void plainFilesAreReadLikeGzippedOnes() throws IOException {
    unpack(images);
    unpack(labels);

    assertThat(IdxFile.read(images, labels)).isEqualTo(DATA);
  }

  @Test
  void theBytesFollowTheFormat() throws IOException {
    unpack(images);
    unpack(labels);

    assertThat(Arrays.copyOf(Files.readAllBytes(images), 16))
        .containsExactly(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 3);
    assertThat(Files.readAllBytes(labels)).containsExactly(0, 0, 8, 1, 0, 0, 0, 3, 3, 0, 255);
  }

  @Test
  void theGzipHeaderHoldsNoTimeAndNoName() throws IOException {
    assertThat(Arrays.copyOf(Files.readAllBytes(images), 8))
        .containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
  }

  @Test
  void filesInEachOthersPlaceAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.read(/* images= */ labels, /* labels= */ images))
        .withMessage(
            "%s: magic number 0x00000803 must be 0x00000801; an IDX file of images has 0x00000803, of labels 0x00000801",
            images);
  }

  @Test
  void aPlainFileThatEndsEarlyIsRefused() throws IOException {
    unpack(images);
    byte[] whole = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(whole, whole.length - 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.read(images, labels))
        .withMessage(
            "%s is truncated: it ends before the 3x2x3 values of its header; get the file again",
            images);
  }

  @Test
  void aGzippedFileWhoseContentEndsEarlyIsRefused() throws IOException {
    writeGzipped(labels, labelBytes(4, 1, 2, 3));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.readLabels(labels))
        .withMessageContaining("is truncated: it ends before the 4 values");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 12})
  void aGzippedFileThatIsItselfCutShortIsRefused(int missing) throws IOException {
    byte[] whole = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(whole, whole.length - missing));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.read(images, labels))
        .withMessageContaining("%s is truncated", images);
  }

  @Test
  void aFileShorterThanItsHeaderIsRefused() throws IOException {
    Files.write(labels, new byte[] {0, 0, 8});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.readLabels(labels))
        .withMessageContaining("is truncated");
  }

  @Test
  void aGzippedFileWithAWrongChecksumIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(images);
    bytes[bytes.length - 8] ^= 1;
    Files.write(images, bytes);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.read(images, labels))
        .withMessageContaining("%s is a damaged gzip file", images);
  }

  @Test
  void contentAfterTheLastValueIsRefused() throws IOException {
    writeGzipped(labels, labelBytes(2, 1, 2, 3));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.readLabels(labels))
        .withMessage(
            "%s is too long: content follows the 2 values of its header; get the file again",
            labels);
  }

  @Test
  void moreImagesThanLabelsAreRefused() throws IOException {
    writeGzipped(labels, labelBytes(2, 1, 2));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.read(images, labels))
        .withMessage(
            "%s has 3 images, but %s has 2 labels: they must belong together", images, labels);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHeaderThatPromisesMoreThanTheFileCanHoldIsRefusedBeforeAnythingIsAllocated(boolean gzip)
      throws IOException {
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putInt(0x803)
            .putInt(3)
            .putInt(Integer.MAX_VALUE)
            .putInt(Integer.MAX_VALUE)
            .array();
    if (gzip) {
      writeGzipped(images, bytes);
    } else {
      Files.write(images, bytes);
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.read(images, labels))
        .withMessageContaining("ends before the 3x2147483647x2147483647 values");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aSizeUnderOneIsRefused(int size) throws IOException {
    writeGzipped(labels, labelBytes(size));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.readLabels(labels))
        .withMessageContaining("size %s of axis 0 must be in 1..2147483647", size);
  }

  @Test
  void colourImagesAreNotWritten() {
    LabelledImages colour = new LabelledImages(3, 1, 1, new int[1], new byte[1][3]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.write(colour, images, labels))
        .withMessageContaining("an IDX file takes at least 1 image, of 1 channel");
  }

  @Test
  void labelsThatDoNotFitAByteAreNotWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxFile.write(SmallImages.labelled(256), images, labels))
        .withMessageContaining("labels up to 256");
  }

  @Test
  void aSplitIsFoundWithoutGzAtTheEndOfTheFileNames() throws IOException {
    unpack(images);
    unpack(labels);
    Files.move(images, folder.resolve("t10k-images-idx3-ubyte"));
    Files.move(labels, folder.resolve("t10k-labels-idx1-ubyte"));

    assertThat(IdxSplit.TEST.images(folder)).hasFileName("t10k-images-idx3-ubyte");
    assertThat(IdxSplit.TEST.labels(folder)).hasFileName("t10k-labels-idx1-ubyte");
    assertThat(IdxSplit.TEST.read(folder)).isEqualTo(DATA);
  }

  @Test
  void aSplitThatIsNotThereNamesTheFileThatWasLookedFor() {
    assertThatThrownBy(() -> IdxSplit.TRAIN.read(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("train-images-idx3-ubyte.gz");
  }

  private static byte[] labelBytes(int size, int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(size);
    Arrays.stream(labels).forEach(label -> bytes.put((byte) label));
    return bytes.array();
  }

  private static void writeGzipped(Path file, byte[] content) throws IOException {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
  }

  private static void unpack(Path file) throws IOException {
    byte[] packed = Files.readAllBytes(file);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      Files.write(file, in.readAllBytes());
    }
  }
}
