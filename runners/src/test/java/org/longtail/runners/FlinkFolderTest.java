package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkFolderTest {

  private final Path temporary;

  FlinkFolderTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @Test
  void nothingIsLeftOfAFolderThatIsClosed() throws IOException {
    try (FlinkFolder folder = FlinkFolder.in(temporary)) {
      Files.writeString(folder.path().resolve("config.yaml"), "");
    }

    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void whatARunLeftThatWasKilledGoesWithTheNext() throws IOException {
    Path left = Files.createDirectories(temporary.resolve("longtail-flink1/minicluster"));
    Files.writeString(left.resolve("flink-rpc-akka.jar"), "");
    Files.createFile(temporary.resolve("longtail-flink1.lock"));
    Path others = Files.createDirectories(temporary.resolve("flink-of-others"));

    try (FlinkFolder folder = FlinkFolder.in(temporary)) {
      assertThat(temporary.resolve("longtail-flink1")).doesNotExist();
      assertThat(folder.path()).isDirectory();
    }

    assertThat(temporary).isDirectoryContaining(others::equals);
    assertThat(temporary.toFile().list()).hasSize(1);
  }

  @Test
  void theFolderOfARunThatGoesOnStays() throws IOException {
    try (FlinkFolder first = FlinkFolder.in(temporary);
        FlinkFolder second = FlinkFolder.in(temporary)) {
      assertThat(first.path()).isDirectory();
      assertThat(second.path()).isDirectory();
    }

    assertThat(temporary).isEmptyDirectory();
  }
}
