package org.longtail.schemas.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * Files that are there whole or not at all, even after a crash of the machine. Whoever the umask
 * lets read may read them; a temporary file's permissions would shut out all but its owner.
 */
public final class WholeFile {

  private WholeFile() {}

  /** Fills an empty file. */
  @FunctionalInterface
  public interface Writing {
    void to(OutputStream file) throws IOException;
  }

  /**
   * Writes a file, in place of one that may be there.
   *
   * @param file in a folder that exists
   */
  public static void write(Path file, Writing writing) throws IOException {
    Path draft = createDraft(file);
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        writing.to(Channels.newOutputStream(channel));
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      forceNames(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** An empty file beside another, under a name that nobody else has. */
  static Path createDraft(Path file) throws IOException {
    return Files.createFile(
        file.resolveSibling(file.getFileName() + "-" + UUID.randomUUID() + ".draft"));
  }

  /** Makes the names of a folder's files outlast a crash, where folders can be forced. */
  static void forceNames(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
