package org.longtail.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster is sent of a program with libraries, one of which the cluster has itself. */
class FlinkPlaceTest {

  private final Path program;
  private final String classPath;

  FlinkPlaceTest(@TempDir Path folder) throws IOException {
    this.program = folder.resolve("longtail.jar");
    Files.createDirectory(folder.resolve("lib"));
    for (String library : new String[] {"beam.jar", "flink-core-1.19.0.jar"}) {
      Files.createFile(folder.resolve("lib").resolve(library));
    }
    this.classPath =
        Stream.of("longtail.jar", "lib/beam.jar", "lib/flink-core-1.19.0.jar", "own-steps.jar")
            .map(entry -> folder.resolve(entry).toString())
            .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void theJobJarStandsForTheProgramAndItsLibraries() throws IOException {
    Files.createFile(program.resolveSibling("longtail-job.jar"));

    assertThat(FlinkPlace.jobFiles(program, classPath))
        .extracting(file -> Path.of(file).getFileName().toString())
        .containsExactly("longtail-job.jar", "own-steps.jar");
  }

  @Test
  void withoutAJobJarAllIsSentThatTheClusterHasNot() {
    assertThat(FlinkPlace.jobFiles(program, classPath))
        .extracting(file -> Path.of(file).getFileName().toString())
        .containsExactly("longtail.jar", "beam.jar", "own-steps.jar");
  }
}
