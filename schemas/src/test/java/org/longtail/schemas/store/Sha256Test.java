package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {

  @ParameterizedTest
  @CsvSource({
    "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  })
  void agreesWithThePublishedExamples(String content, String digest) {
    assertThat(Sha256.of(content.getBytes(StandardCharsets.US_ASCII))).isEqualTo(digest);
  }

  @Test
  void aMillionTimesAInAFileAgreesWithThePublishedExample(@TempDir Path folder) throws IOException {
    byte[] content = new byte[1_000_000];
    Arrays.fill(content, (byte) 'a');
    Path file = Files.write(folder.resolve("a"), content);

    assertThat(Sha256.of(file))
        .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, 3 << 20})
  void aFileHasTheDigestOfItsContent(int size, @TempDir Path folder) throws IOException {
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i % 251);
    }
    Path file = Files.write(folder.resolve("a"), content);

    assertThat(Sha256.of(file)).isEqualTo(Sha256.of(content));
  }
}
