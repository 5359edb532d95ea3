package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {

  private final Path file;
  private final Path plain;

  CompressionTest(@TempDir Path folder) {
    this.file = folder.resolve("a.arrow");
    this.plain = folder.resolve("plain.arrow");
  }

  @ParameterizedTest
  @EnumSource
  void masksComeBack(Compression compression) throws IOException {
    Layouts.largeMask().write(file, compression);

    MaskFile read = MaskFile.read(file);

    assertThat(read.provenance()).isEqualTo(Layouts.largeMask().provenance());
    assertThat(read.masks())
        .extracting(Mask::keep)
        .containsExactlyElementsOf(Layouts.largeMask().masks().stream().map(Mask::keep).toList());
  }

  @ParameterizedTest
  @EnumSource
  void rawImagesComeBack(Compression compression) throws IOException {
    ImagesFile images = Layouts.images(5000);
    images.write(file, compression);

    assertThat(ImagesFile.read(file).images())
        .extracting(ImagesFile.Image::pixels)
        .containsExactlyElementsOf(images.images().stream().map(ImagesFile.Image::pixels).toList());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whatIsCompressedIsSmaller(Compression compression) throws IOException {
    Layouts.largeMask().write(file, compression);
    Layouts.largeMask().write(plain);

    assertThat(Files.size(file)).isLessThan(Files.size(plain));
  }

  @ParameterizedTest
  @EnumSource
  void theSameContentIsTheSameBytes(Compression compression) throws IOException {
    Layouts.largeMask().write(file, compression);
    Layouts.largeMask().write(plain, compression);

    assertThat(file).hasSameBinaryContentAs(plain);
  }

  @Test
  void imageFilesAreNotCompressedOnceMore() throws IOException {
    ImagesFile images =
        new ImagesFile(
            "train",
            Layouts.grey(),
            List.of("shirt"),
            ImagesFile.Encoding.FILE,
            List.of(new ImagesFile.Image(0, 0, new byte[10_000])));

    images.write(file, Compression.ZSTD);
    images.write(plain);

    assertThat(file).hasSameBinaryContentAs(plain);
  }

  @Test
  void compressionsGoByTheirNames() {
    assertThat(Compression.of("none")).isEqualTo(Compression.NONE);
    assertThat(Compression.of("lz4")).isEqualTo(Compression.LZ4);
    assertThat(Compression.of("zstd")).isEqualTo(Compression.ZSTD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Compression.of("gzip"))
        .withMessage("compression 'gzip': must be one of none, lz4, zstd");
  }
}
