package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the files of a folder within a size: those go first whose last use is longest ago. */
record CacheLimit(Path folder, long bytes) {

  private record Entry(Path file, long bytes, FileTime used) {}

  /** Deletes what is too much. Other processes may do the same at the same time. */
  void enforce() throws IOException {
    List<Entry> entries = entries();
    long total = entries.stream().mapToLong(Entry::bytes).sum();
    for (Entry entry : entries) {
      if (total <= bytes) {
        return;
      }
      Files.deleteIfExists(entry.file());
      total -= entry.bytes();
    }
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try {
          BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
          entries.add(new Entry(file, seen.size(), seen.lastModifiedTime()));
        } catch (NoSuchFileException e) {
          continue; // another process dropped it
        }
      }
    }
    entries.sort(Comparator.comparing(Entry::used));
    return entries;
  }
}
