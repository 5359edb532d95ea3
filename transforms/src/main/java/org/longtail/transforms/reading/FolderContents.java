package org.longtail.transforms.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is where a data set's files should be and are not.
 *
 * @param place a folder or a file
 * @param names what is in the folder, sorted; nothing in a file
 */
record FolderContents(Path place, List<String> names) {

  /** What a data set is called that is known by these files. */
  private static final Map<List<String>, String> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put(List.of("train.bin", "test.bin"), "CIFAR-100's binary version");
    KNOWN.put(List.of("meta", "test", "train"), "CIFAR-100's Python version");
    KNOWN.put(List.of("data_batch_1.bin"), "CIFAR-10's binary version");
    KNOWN.put(List.of("data_batch_1"), "CIFAR-10's Python version");
    KNOWN.put(List.of("train-images-idx3-ubyte.gz"), "IDX files");
    KNOWN.put(List.of("train-images-idx3-ubyte"), "IDX files");
  }

  private static final List<String> ARCHIVES = List.of(".tar.gz", ".tgz", ".tar", ".zip");

  /** Names that a message gives before it only counts the others. */
  private static final int NAMED = 5;

  FolderContents {
    names = List.copyOf(names);
  }

  static FolderContents of(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return new FolderContents(place, List.of());
    }
    try (Stream<Path> files = Files.list(place)) {
      return new FolderContents(
          place, files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  /** Whether a file or a folder of this name is there. */
  boolean has(String name) {
    return names.contains(name);
  }

  /** The first archive that is there: the place itself, or one in the folder. */
  Optional<Path> archive() {
    return Stream.concat(Stream.of(place), names.stream().map(place::resolve))
        .filter(file -> ARCHIVES.stream().anyMatch(file.toString()::endsWith))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** What is there, in words, to follow the place: {@code has CIFAR-10's Python version}. */
  String words() {
    if (!Files.isDirectory(place)) {
      return archive().isPresent() ? "is an archive" : "is a file";
    }
    if (names.isEmpty()) {
      return "is empty";
    }
    for (Map.Entry<List<String>, String> known : KNOWN.entrySet()) {
      if (names.containsAll(known.getKey())) {
        return "has " + known.getValue() + " (" + String.join(", ", known.getKey()) + ")";
      }
    }
    List<String> shown = new ArrayList<>(names.subList(0, Math.min(NAMED, names.size())));
    if (names.size() > NAMED) {
      shown.add((names.size() - NAMED) + " more");
    }
    return "has " + String.join(", ", shown);
  }
}
