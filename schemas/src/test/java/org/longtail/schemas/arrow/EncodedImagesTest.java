package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.StoreException;

@Tag("elsewhere")
class EncodedImagesTest {

  private final Path file;

  EncodedImagesTest(@TempDir Path folder) {
    this.file = folder.resolve("images-train.arrow");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 4097, 8193})
  void imageFilesOfAnyNumberComeBackInOrder(int count) throws IOException {
    encoded(IntStream.range(0, count).mapToObj(EncodedImagesTest::image).toList()).write(file);

    ImagesFile read = ImagesFile.read(file);

    assertThat(read.encoding()).isEqualTo(ImagesFile.Encoding.FILE);
    assertThat(read.images()).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(read.images().get(i).image()).isEqualTo(i);
      assertThat(read.images().get(i).label()).isEqualTo(i % 2);
      assertThat(read.images().get(i).pixels()).isEqualTo(content(i));
    }
  }

  @Test
  void contentsAreReadOnlyWhenTheyAreAskedFor() throws IOException {
    encoded(List.of(image(7), image(8))).write(file);

    ImagesFile read = ImagesFile.read(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate((int) channel.size()), 0);
    }

    assertThat(read.images().get(0).pixels()).isEqualTo(new byte[content(7).length]);
  }

  @Test
  void aBatchEndsBeforeItGetsLarge() throws IOException {
    PixelBytes large = PixelBytes.of(new byte[50 << 20]);

    encoded(
            List.of(
                new ImagesFile.Image(0, 0, large),
                new ImagesFile.Image(1, 1, large),
                new ImagesFile.Image(2, 0, large)))
        .write(file);

    try (RootAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      assertThat(reader.getRecordBlocks()).hasSize(2);
    }
    assertThat(ImagesFile.read(file).images()).hasSize(3);
  }

  @Test
  void aPartIsOfTheSameEncoding() {
    ImagesFile whole = encoded(List.of(image(0), image(1)));

    ImagesFile part = whole.part("selection", whole.images().subList(1, 2));

    assertThat(part.encoding()).isEqualTo(ImagesFile.Encoding.FILE);
    assertThat(part.split()).isEqualTo("selection");
    assertThat(part.labels()).isEqualTo(whole.labels());
  }

  @Test
  void anEncodingThatIsNotKnownIsRefused() throws IOException {
    ArrowFile.write(
        file,
        ArtifactKind.IMAGES,
        Map.of("longtail.pixels", "planes"),
        List.of(
            ArrowFile.column("image", ArrowFile.INT64),
            ArrowFile.column("label", ArrowFile.INT32),
            ArrowFile.column("pixels", ArrowFile.BINARY)),
        (root, batches) -> {});

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> ImagesFile.read(file))
        .withMessage("%s: pixels 'planes' are neither raw nor file", file);
  }

  private static ImagesFile encoded(List<ImagesFile.Image> images) {
    return new ImagesFile(
        "train", Layouts.grey(), List.of("a", "b"), ImagesFile.Encoding.FILE, images);
  }

  private static ImagesFile.Image image(int number) {
    return new ImagesFile.Image(number, number % 2, content(number));
  }

  /** Of another length each, and none for some. */
  private static byte[] content(int number) {
    byte[] content = new byte[number % 5];
    Arrays.fill(content, (byte) (number + 1));
    return content;
  }
}
