package org.longtail.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;

/** A pipeline file of three steps, and a store for it, in a test's folder. */
record NumberPipeline(Path folder) {

  private static final String YAML =
      """
      # {% set limit = limit | default(1000) %}
      pipeline:
        type: composite
        transforms:
          - type: AddNumbers
            name: Sum
            input: [Two, Three]
            config: {limit: {{ limit }}}
          - type: WriteNumber
            name: Two
            config: {value: 2}
          - type: WriteNumber
            name: Three
            config: {value: 3}
      """;

  String file() throws IOException {
    return file(YAML);
  }

  String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("numbers.yaml"), yaml).toString();
  }

  /** The same pipeline with Beam options. */
  String fileWithOptions(String options) throws IOException {
    return file(YAML + "options:\n  " + options + "\n");
  }

  String store() {
    return folder.resolve("store").toString();
  }

  Path runFolder(String run) {
    return folder.resolve("store/runs").resolve(run);
  }

  /** Makes every step's files look as if they were written long ago. */
  void age() throws IOException {
    FileTime longAgo = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    try (Stream<Path> files = Files.walk(folder.resolve("store/steps"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, longAgo);
      }
    }
  }

  /**
   * Changes the content of a step's file as a failing disk does: it looks as it did before.
   *
   * @return the file
   */
  Path changeUnseen(String type, String name, String content, String changed) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store/steps").resolve(type))) {
      for (Path file : files.filter(path -> path.endsWith(name)).toList()) {
        if (Files.readString(file).equals(content)) {
          FileTime modified = Files.getLastModifiedTime(file);
          Files.writeString(file, changed);
          Files.setLastModifiedTime(file, modified);
          return file;
        }
      }
    }
    throw new IllegalStateException("no %s of a %s holds %s".formatted(name, type, content));
  }
}
