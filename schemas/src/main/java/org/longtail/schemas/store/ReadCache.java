package org.longtail.schemas.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Files by the sha256 of their content, on this machine, so that a step that reads what another
 * wrote need not download it. Several processes may use one cache at once.
 *
 * <pre>
 * files/&lt;sha256&gt;                 what was read or written lately
 * processes/&lt;process&gt;/&lt;desk&gt;/   links to files in use, and what is being built or downloaded
 * </pre>
 *
 * <p>Whoever is lent a file gets a hard link of his own to it. So the cache may drop a file at any
 * time: its reader keeps it, and may open it again, until he gives it back. The space is free once
 * the last link is gone and nobody has the file open or mapped.
 */
final class ReadCache {

  private static final ConcurrentMap<Path, Object> TURNS = new ConcurrentHashMap<>();

  private final Path folder;
  private final Path files;
  private final Path processes;
  private final CacheLimit limit;

  /** Brings a file that the cache does not hold. */
  @FunctionalInterface
  interface Download {
    /**
     * Downloads the file and checks its sha256.
     *
     * @param folder takes it
     */
    Path into(Path folder);
  }

  /** The cache at a place; nothing is made before it is used. */
  ReadCache(CachePlace place) {
    this.folder = place.folder();
    this.files = place.folder().resolve("files");
    this.processes = place.folder().resolve("processes");
    this.limit = new CacheLimit(files, place.bytes());
  }

  /** A folder for notes that only save work. */
  Path notes() {
    return folder.resolve("notes");
  }

  /** A new folder of this process, on the cache's file system. */
  Path newFolder() {
    return ProcessFolder.in(processes).newFolder();
  }

  /**
   * Lends a file, which is checked by its sha256 every time.
   *
   * @param desk folder of this process that takes the link
   * @param download brings the file if the cache does not hold it, or a damaged one
   */
  Path lend(String sha256, Path desk, Download download) {
    Path link = desk.resolve(sha256);
    Path file = files.resolve(sha256);
    synchronized (TURNS.computeIfAbsent(file, any -> new Object())) { // one download for several
      try {
        if (!lent(link, sha256) && !(linked(link, file) && lent(link, sha256))) {
          Path folder = newFolder();
          Path downloaded = download.into(folder);
          Files.createLink(link, downloaded);
          keep(downloaded, sha256);
          FileTree.delete(folder);
        }
        touch(file);
        return link;
      } catch (IOException e) {
        throw unwritable(folder, e);
      }
    }
  }

  /** What is said of a cache that cannot be written to. */
  static StoreException unwritable(Path folder, IOException e) {
    return new StoreException(
        String.format(
            Locale.ROOT,
            "cannot write to the cache %s: %s; name another folder with %s",
            folder,
            e,
            CachePlace.FOLDER),
        e);
  }

  /** Whether a link leads to the right content; a damaged file is dropped, link and all. */
  private boolean lent(Path link, String sha256) throws IOException {
    if (!Files.exists(link)) {
      return false;
    }
    if (Sha256.of(link).equals(sha256)) {
      return true;
    }
    Files.delete(link);
    Files.deleteIfExists(files.resolve(sha256));
    return false;
  }

  private static boolean linked(Path link, Path file) throws IOException {
    try {
      Files.createLink(link, file);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Takes a file into the cache; it is moved there. */
  void keep(Path file, String sha256) throws IOException {
    Files.createDirectories(files);
    Files.move(file, files.resolve(sha256), StandardCopyOption.ATOMIC_MOVE);
    touch(files.resolve(sha256));
    limit.enforce();
  }

  /** Marks a file as used now; it may have been dropped meanwhile. */
  private static void touch(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (NoSuchFileException e) {
      return;
    }
  }
}
