package org.longtail.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@Tag("elsewhere")
class FilePathTest {

  private static final String ENCODING = "sun.jnu.encoding";
  private static final String ASCII = "ANSI_X3.4-1968|US-ASCII|646";
  private static final String NAME = "图片/猫é.png";

  @Test
  @DisabledIfSystemProperty(named = ENCODING, matches = ASCII)
  void aNameMayBeInAnyScript(@TempDir Path folder) throws IOException {
    Path file = FilePath.below(folder, NAME);

    Files.createDirectory(folder.resolve("图片"));
    Files.writeString(file, "cat");

    assertThat(folder.resolve("图片")).isDirectoryContaining("glob:**猫é.png");
  }

  @Test
  @EnabledIfSystemProperty(named = ENCODING, matches = ASCII)
  void aNameThatTheLocaleCannotEncodeTellsHowToStart(@TempDir Path folder) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilePath.below(folder, NAME))
        .withMessage(
            "'图片/猫é.png' is a name that this process cannot open: its locale encodes names in"
                + " US-ASCII; start it with the environment variable LC_ALL=C.UTF-8");
  }

  @Test
  void aNameThatNoFileHasIsRefusedWhateverTheLocale() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilePath.of("a\0b"))
        .withMessageContaining("is no path: Nul character not allowed");
  }

  @Test
  void aRelativeNameIsMeantFromTheFolderAndAnAbsoluteOneIsNot(@TempDir Path folder) {
    assertThat(FilePath.below(folder, "a/b")).isEqualTo(folder.resolve("a").resolve("b"));
    assertThat(FilePath.below(folder, folder.toString())).isEqualTo(folder);
    assertThat(FilePath.of("a")).isEqualTo(Path.of("a"));
  }
}
