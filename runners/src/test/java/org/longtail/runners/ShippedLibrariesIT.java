package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The libraries on the program's class path are those of a list that says what is known of their
 * faults. One that is new, or has another version, is to be looked up first.
 */
class ShippedLibrariesIT {

  private static final Path REVIEWED = Path.of("src/test/resources/reviewed-libraries.txt");
  private static final Path SHIPPED = Path.of("target/lib");

  @Test
  void everyLibraryHasBeenReviewed() throws IOException {
    assertThat(shipped())
        .as("'./mvnw clean' takes away what an earlier build has left in %s", SHIPPED)
        .containsExactlyInAnyOrderElementsOf(reviewed());
  }

  private static List<String> reviewed() throws IOException {
    return Files.readAllLines(REVIEWED).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static List<String> shipped() throws IOException {
    try (Stream<Path> jars = Files.list(SHIPPED)) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(jar -> !jar.startsWith("longtail-"))
          .map(ShippedLibrariesIT::withoutPlatform)
          .toList();
    }
  }

  /** The engine's native library has a jar for each platform, and others for GPUs. */
  private static String withoutPlatform(String jar) {
    return jar.replaceFirst("\\.jar$", "")
        .replaceFirst("^pytorch-native-[a-z0-9]+-([0-9.]+)-.*", "pytorch-native-$1");
  }
}
