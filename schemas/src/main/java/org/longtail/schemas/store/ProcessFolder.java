package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that belongs to this process, and is deleted when it ends. What a process leaves behind
 * that is killed is deleted by the next one; a locked file beside the folder tells that its process
 * lives.
 */
final class ProcessFolder {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessFolder.class);
  private static final ConcurrentMap<Path, ProcessFolder> FOLDERS = new ConcurrentHashMap<>();
  private static final String LOCK = ".lock";

  private final Path folder;

  /** Kept for as long as the process lives: a lock ends with its file's last channel. */
  private final LockFile alive;

  private ProcessFolder(Path folder, LockFile alive) {
    this.folder = folder;
    this.alive = alive;
  }

  /**
   * The folder of this process.
   *
   * @param parent holds the folders of all processes
   */
  static ProcessFolder in(Path parent) {
    return FOLDERS.computeIfAbsent(parent, ProcessFolder::begin);
  }

  private static ProcessFolder begin(Path parent) {
    try {
      Files.createDirectories(parent);
      sweep(parent);
      ProcessFolder own = locked(parent);
      Runtime.getRuntime().addShutdownHook(new Thread(own::delete));
      return own;
    } catch (IOException e) {
      throw ReadCache.unwritable(parent, e);
    }
  }

  /** A sweep may take the lock's file away in the moment before it is locked: then another name. */
  private static ProcessFolder locked(Path parent) throws IOException {
    while (true) {
      Path folder = parent.resolve(UUID.randomUUID().toString());
      LockFile alive = LockFile.acquire(lock(folder));
      if (Files.exists(lock(folder))) {
        return new ProcessFolder(Files.createDirectory(folder), alive);
      }
      alive.close();
    }
  }

  private static Path lock(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK);
  }

  private static void sweep(Path parent) throws IOException {
    List<Path> locks;
    try (Stream<Path> entries = Files.list(parent)) {
      locks = entries.filter(entry -> entry.toString().endsWith(LOCK)).toList();
    }
    for (Path lock : locks) {
      Optional<LockFile> dead = LockFile.tryAcquire(lock);
      if (dead.isPresent()) {
        String name = lock.getFileName().toString();
        try (LockFile held = dead.get()) {
          FileTree.delete(parent.resolve(name.substring(0, name.length() - LOCK.length())));
          Files.deleteIfExists(lock);
        }
      }
    }
  }

  /** A new folder within. */
  Path newFolder() {
    try {
      return Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
    } catch (IOException e) {
      throw ReadCache.unwritable(folder, e);
    }
  }

  private void delete() {
    try (alive) {
      FileTree.delete(folder);
      Files.deleteIfExists(lock(folder));
    } catch (NoSuchFileException e) {
      LOG.debug("{} is gone already", folder, e);
    } catch (IOException e) {
      LOG.debug("{} is left to the next process", folder, e);
    }
  }
}
