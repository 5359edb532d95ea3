package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.StoreException;

/** What every kind of file has in common. */
class ArrowFileTest {

  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile(@TempDir Path folder) {
    file = folder.resolve("a.arrow");
  }

  static List<Layouts> layouts() {
    return Layouts.all().toList();
  }

  static Stream<Arguments> pairsOfKinds() {
    return Layouts.all()
        .flatMap(written -> Layouts.all().map(read -> Arguments.of(written, read)))
        .filter(pair -> !pair.get()[0].toString().equals(pair.get()[1].toString()));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void theSameContentIsTheSameBytes(Layouts layout, @TempDir Path folder) throws IOException {
    layout.writing().to(file);
    Path again = folder.resolve("again.arrow");
    layout.writing().to(again);

    assertThat(again).hasSameBinaryContentAs(file);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void whatWasInTheFileBeforeIsGone(Layouts layout) throws IOException {
    layout.writing().to(file);
    byte[] written = Files.readAllBytes(file);
    Files.write(file, new byte[100_000]);

    layout.writing().to(file);

    assertThat(file).hasBinaryContent(written);
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("pairsOfKinds")
  void aFileOfAnotherKindIsRefused(Layouts written, Layouts read) throws IOException {
    written.writing().to(file);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> read.reading().from(file))
        .withMessage("%s holds '%s', not '%s'; connect an input of that kind", file, written, read);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aFileThatIsCutOffAnywhereIsRefused(Layouts layout) throws IOException {
    layout.writing().to(file);
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatExceptionOfType(StoreException.class)
          .as("%d of %d bytes", length, whole.length)
          .isThrownBy(() -> layout.reading().from(file))
          .withMessageStartingWith(file + " is not an Arrow IPC file: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ARROW1", "name,shape,values\nconv1,[1],[0.5]\n", "ARROW1\0\0ARROW1"})
  void aFileThatIsNotArrowIsRefused(String content) throws IOException {
    Files.write(file, content.getBytes(StandardCharsets.US_ASCII));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> WeightsFile.read(file))
        .withMessageStartingWith(file + " is not an Arrow IPC file: ");
  }

  @Test
  void aFileThatIsNotThereIsToldApartFromADamagedOne() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> MaskFile.read(file))
        .withMessage(file.toString());
  }

  @Test
  void anArrowFileThatIsNoneOfOursIsRefused() throws IOException {
    ArrowFile.write(
        file,
        ArtifactKind.MASK,
        Map.of(),
        List.of(ArrowFile.column("name", ArrowFile.UTF8)),
        (root, batches) -> batches.next(0));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> MaskFile.read(file))
        .withMessageStartingWith(
            file + ": column shape: List<item: Int(64, true) not null> not null is not there");
  }

  @Test
  void aColumnOfAnotherTypeIsRefused() throws IOException {
    ArrowFile.write(
        file,
        ArtifactKind.WEIGHTS,
        Map.of(),
        List.of(
            ArrowFile.column("name", ArrowFile.UTF8),
            ArrowFile.list("shape", ArrowFile.INT64),
            ArrowFile.list("values", ArrowFile.FLOAT64)),
        (root, batches) -> batches.next(0));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> WeightsFile.read(file))
        .withMessageContaining("column values: List<item: FloatingPoint(SINGLE)");
  }
}
