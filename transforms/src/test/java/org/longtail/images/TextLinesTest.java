package org.longtail.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {

  private final Path file;

  TextLinesTest(@TempDir Path folder) {
    this.file = folder.resolve("list.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndInAnyOfTheUsualWays(String end) throws IOException {
    Files.writeString(file, "größe" + end + end + "b\t1" + end);

    assertThat(TextLines.read(file)).containsExactly("größe", "", "b\t1");
  }

  @Test
  void blankLinesAtTheEndAreLeftOut() throws IOException {
    Files.writeString(file, "a \n\n \t\n\n");

    assertThat(TextLines.read(file)).containsExactly("a ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\ufeff"})
  void aFileWithoutTextHasNoLines(String text) throws IOException {
    Files.writeString(file, text);

    assertThat(TextLines.read(file)).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    Files.writeString(file, "\ufeffa.jpg 0\nb.jpg 1\n");

    assertThat(TextLines.read(file)).containsExactly("a.jpg 0", "b.jpg 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM"})
  void utf16WithItsMarkIsRefusedByItsName(String encoding) throws IOException {
    Files.writeString(file, "a.jpg 0\n", Charset.forName(encoding));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextLines.read(file))
        .withMessage("%s is UTF-16; save it as UTF-8", file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16WithoutItsMarkIsRefused(String encoding) throws IOException {
    Files.writeString(file, "a.jpg 0\n", Charset.forName(encoding));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextLines.read(file))
        .withMessage("%s is UTF-16, or no text; save it as UTF-8", file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"größe.jpg 2\n", "gr\u00f6"})
  void latin1IsRefusedByTheFirstByteThatIsNotUtf8(String text) throws IOException {
    Files.writeString(file, "a.jpg 0\nb.jpg 1\n" + text, StandardCharsets.ISO_8859_1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextLines.read(file))
        .withMessage(
            "%s is not UTF-8: byte 0xf6 in line 3 is of another encoding, such as Latin-1; save it as UTF-8",
            file);
  }
}
