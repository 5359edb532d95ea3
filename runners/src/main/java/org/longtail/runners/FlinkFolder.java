package org.longtail.runners;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder for the embedded Flink of one run. A lock beside it, which the operating
 * system gives back when a process dies, shows that the run goes on: what runs left that were
 * killed is removed before the next folder is made.
 */
final class FlinkFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FlinkFolder.class);
  private static final String PREFIX = "longtail-flink";
  private static final String LOCK = ".lock";

  /** Closing any channel to a file would give back all locks that this process has on it. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path lock;
  private final FileChannel held;

  private FlinkFolder(Path folder, Path lock, FileChannel held) {
    this.folder = folder;
    this.lock = lock;
    this.held = held;
  }

  /**
   * A new folder.
   *
   * @param temporary where it is made
   */
  static FlinkFolder in(Path temporary) throws IOException {
    removeAbandoned(temporary);
    Path folder = Files.createTempDirectory(temporary, PREFIX);
    Path lock = folder.resolveSibling(folder.getFileName() + LOCK);
    OWN.add(lock);
    FileChannel held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    held.lock();
    return new FlinkFolder(folder, lock, held);
  }

  private static void removeAbandoned(Path temporary) throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(temporary, PREFIX + "*" + LOCK)) {
      for (Path lock : locks) {
        if (!OWN.contains(lock)) {
          removeIfAbandoned(lock);
        }
      }
    }
  }

  private static void removeIfAbandoned(Path lock) {
    String name = lock.getFileName().toString();
    Path folder = lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        FileUtils.deleteDirectory(folder.toFile());
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      LOG.debug("{} stays: it is another user's, or being removed by another run", folder, e);
    }
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try (held) {
      FileUtils.deleteDirectory(folder.toFile());
      Files.deleteIfExists(lock);
    } finally {
      OWN.remove(lock);
    }
  }
}
