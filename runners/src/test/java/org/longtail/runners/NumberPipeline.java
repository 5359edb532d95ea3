package org.longtail.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  /** Its first part waits for the second, which has no slot. */
  private static final String WAITING =
      """
      pipeline:
        transforms:
          - type: WriteNumber
            name: One
            config: {value: 1}
          - type: Meeting
            name: Meeting
            input: One
            config: {parts: 2}
      """;

  String file() throws IOException {
    return file(YAML);
  }

  /** Another pipeline, whose run goes on for a minute. */
  String waitingFile() throws IOException {
    return file(WAITING);
  }

  String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("numbers.yaml"), yaml).toString();
  }

  /** The same pipeline with Beam options. */
  String fileWithOptions(String options) throws IOException {
    return file(YAML + "options:\n  " + options + "\n");
  }

  /** The same file with another store, into which what this one's holds is copied. */
  NumberPipeline withCopyOfStore(Path other) throws IOException {
    Path from = Path.of(store());
    Path to = other.resolve("store");
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    return new NumberPipeline(other);
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
    throw new IllegalStateException(
        String.format(Locale.ROOT, "no %s of a %s holds %s", name, type, content));
  }

  /** The contents of all files of a name that steps of a type left, sorted. */
  static List<String> contents(String store, String type, String name) throws IOException {
    List<String> contents = new ArrayList<>();
    for (Path file : files(store, type)) {
      if (file.endsWith(name)) {
        contents.add(Files.readString(file));
      }
    }
    contents.sort(Comparator.naturalOrder());
    return contents;
  }

  /** The file of this content that a step of a type left. */
  static Path file(String store, String type, String content) throws IOException {
    for (Path file : files(store, type)) {
      if (Files.readString(file).equals(content)) {
        return file;
      }
    }
    throw new AssertionError("no file with " + content);
  }

  private static List<Path> files(String store, String type) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(store, "steps", type))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
