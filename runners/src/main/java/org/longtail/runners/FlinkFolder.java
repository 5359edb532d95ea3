package org.longtail.runners;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import org.apache.flink.util.FileUtils;
import org.longtail.schemas.store.LockFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder for the embedded Flink of one run. A lock beside it, which the operating
 * system gives back when a process dies, shows that the run goes on: what runs left that were
 * killed is removed when the same user makes the next folder.
 */
final class FlinkFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FlinkFolder.class);
  private static final String PREFIX = "longtail-flink";
  private static final String LOCK = ".lock";

  private final Path folder;
  private final LockFile held;

  private FlinkFolder(Path folder, LockFile held) {
    this.folder = folder;
    this.held = held;
  }

  /**
   * A new folder.
   *
   * @param temporary where it is made
   */
  static FlinkFolder in(Path temporary) throws IOException {
    Path folder = Files.createTempDirectory(temporary, PREFIX);
    LockFile held = LockFile.acquire(lock(folder));
    removeAbandoned(temporary, owner(folder));
    return new FlinkFolder(folder, held);
  }

  private static UserPrincipal owner(Path path) throws IOException {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path lock(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK);
  }

  private static void removeAbandoned(Path temporary, UserPrincipal self) throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(temporary, PREFIX + "*" + LOCK)) {
      for (Path lock : locks) {
        removeIfAbandoned(lock, self);
      }
    }
  }

  private static void removeIfAbandoned(Path lock, UserPrincipal self) {
    String name = lock.getFileName().toString();
    Path folder = lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    try {
      // Somebody else's folder may have links to what is this user's.
      if (!owner(lock).equals(self) || !owner(folder).equals(self)) {
        return;
      }
      Optional<LockFile> abandoned = LockFile.tryAcquire(lock);
      if (abandoned.isPresent()) {
        new FlinkFolder(folder, abandoned.get()).close();
      }
    } catch (IOException e) {
      LOG.debug("{} stays: it cannot be removed, or another run removes it", folder, e);
    }
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try (held) {
      FileUtils.deleteDirectory(folder.toFile());
      Files.deleteIfExists(lock(folder));
    }
  }
}
