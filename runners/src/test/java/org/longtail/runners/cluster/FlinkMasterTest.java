package org.longtail.runners.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster may be called. */
class FlinkMasterTest {

  private final Path folder;

  FlinkMasterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anAddressIsTakenAsItIs() {
    FlinkMaster master = FlinkMaster.of("flink.example:8081");

    assertThat(master.name()).isEqualTo("flink.example:8081");
    assertThat(master.uri("/overview")).hasToString("http://flink.example:8081/overview");
  }

  @Test
  void aFolderStandsForTheClusterThatWasStartedThere() throws IOException {
    startedHere();

    FlinkMaster master = FlinkMaster.of(folder.toString());

    assertThat(master.name()).isEqualTo(folder.toString());
    assertThat(master.uri("/overview")).hasToString("http://127.0.0.1:8081/overview");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPrivateClusterIsTalkedToWithItsKey() throws IOException {
    startedHere();
    ClusterKeys.create(folder);

    FlinkMaster master = FlinkMaster.of(folder.toString());

    assertThat(master.uri("/overview")).hasToString("https://127.0.0.1:8081/overview");
    assertThat(master.keys())
        .hasValueSatisfying(keys -> assertThat(keys.context().getProtocol()).startsWith("TLS"));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void nobodyButItsOwnerReadsAKey() throws IOException {
    ClusterKeys.create(folder);

    try (Stream<Path> files = Files.walk(folder.resolve("keys"))) {
      List<String> permissions = files.map(FlinkMasterTest::permissions).toList();
      assertThat(permissions).containsExactly("rwx------", "rw-------");
    }
  }

  @Test
  void whatIsNeitherIsRefused() {
    assertThatThrownBy(() -> FlinkMaster.of(folder.resolve("none").toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be HOST:PORT")
        .hasMessageContaining("or the folder of a cluster");
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void startedHere() throws IOException {
    new ClusterState("127.0.0.1:8081", 1, null, List.of()).write(folder);
  }
}
