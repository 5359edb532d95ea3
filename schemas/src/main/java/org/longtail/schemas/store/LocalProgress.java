package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a build in a folder keeps of its progress; to be used by who has the turn to build. */
final class LocalProgress {

  private final Path folder;

  /** The progress of a step. */
  LocalProgress(Path step) {
    this.folder = step.resolve(ProgressName.FOLDER);
  }

  Optional<Path> newest(Consumer<String> damaged) {
    try {
      for (ProgressName name : names()) {
        Path file = folder.resolve(name.file());
        if (Sha256.of(file).equals(name.sha256())) {
          return Optional.of(file);
        }
        damaged.accept(String.format(Locale.ROOT, "%s is damaged", file));
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot read %s: %s", folder, e), e);
    }
  }

  /**
   * The new file has its name before the old ones are gone. It is not forced to the disk: what a
   * power cut leaves of it is known by its digest, and costs what was computed since.
   */
  void keep(Path file) {
    try {
      Files.createDirectories(folder);
      List<ProgressName> before = names();
      int number = before.isEmpty() ? 1 : before.get(0).number() + 1;
      ProgressName name = new ProgressName(number, Sha256.of(file));
      Files.move(file, folder.resolve(name.file()), StandardCopyOption.ATOMIC_MOVE);
      for (ProgressName old : before) {
        Files.deleteIfExists(folder.resolve(old.file()));
      }
    } catch (IOException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "cannot keep progress in %s: %s", folder, e), e);
    }
  }

  private List<ProgressName> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> ProgressName.of(file.getFileName().toString()).stream())
          .sorted(ProgressName.NEWEST_FIRST)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
