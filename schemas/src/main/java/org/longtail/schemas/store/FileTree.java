package org.longtail.schemas.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folders with all that is in them, while others may write and delete there too. */
final class FileTree {

  private FileTree() {}

  /** The size of all files; 0 if there is no such folder. */
  static long bytes(Path tree) {
    AtomicLong bytes = new AtomicLong();
    try {
      Files.walkFileTree(
          tree,
          new Passing() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes.addAndGet(attributes.size());
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot read %s: %s", tree, e), e);
    }
    return bytes.get();
  }

  /** Deletes a file or a folder, if it is there. */
  static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new Passing() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The folders in a folder, by name, but for links to some elsewhere; none if it is not there. */
  static List<Path> folders(Path parent) {
    return entries(parent).stream()
        .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /** The symbolic links in a folder, by name; none if it is not there. */
  static List<Path> links(Path parent) {
    return entries(parent).stream().filter(Files::isSymbolicLink).toList();
  }

  private static List<Path> entries(Path parent) {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException(String.format(Locale.ROOT, "cannot list %s: %s", parent, e), e);
    }
  }

  /** Passes over what is gone meanwhile. */
  private abstract static class Passing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
