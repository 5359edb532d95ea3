package org.longtail.schemas.store;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the files of steps looked when their digests were last computed: {@code
 * verified/<type>/<key>.json}. A file that still looks like that need not be read again to be found
 * whole. What is kept here only saves work: it may be deleted, and a store that cannot be written
 * to does without it.
 *
 * <p>A file may be written to twice within one tick of the file system's clock, and look the same
 * after as before. Therefore a file is entered only if it was last changed before the clock's
 * present tick: whoever changes it from then on changes how it looks.
 */
final class VerifiedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(VerifiedFiles.class);

  private final Path root;

  VerifiedFiles(Path root) {
    this.root = root;
  }

  /**
   * What is known of a file.
   *
   * @param sha256 digest of its content
   * @param look how it looked when the digest was computed
   */
  @JsonPropertyOrder({"sha256", "look"})
  record Stamp(String sha256, Look look) {}

  /**
   * What the file system says of a file; another one, or a changed one, looks different.
   *
   * @param bytes its size
   * @param modified when it was last written to, in nanoseconds since 1970
   * @param file its device and number there, where the file system has them
   */
  @JsonPropertyOrder({"bytes", "modified", "file"})
  record Look(long bytes, long modified, String file) {
    static Look at(Path path) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Look(
          attributes.size(),
          attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          String.valueOf(attributes.fileKey()));
    }
  }

  private record Stamps(Map<String, Stamp> files) {}

  /** The stamps of a step's files, by name; none if what is kept of them cannot be read. */
  Map<String, Stamp> of(StepKey key) {
    Path kept = kept(key);
    try {
      return new TreeMap<>(Json.read(Files.readString(kept), Stamps.class, kept).files());
    } catch (NoSuchFileException e) {
      return new TreeMap<>();
    } catch (IOException | StoreException e) {
      LOG.warn("{}: every file is read again", e.getMessage());
      return new TreeMap<>();
    }
  }

  /** What the file system's clock says, or the earliest time if the store cannot be written to. */
  long clock(StepKey key) {
    try {
      Files.createDirectories(kept(key).getParent());
      Path draft = WholeFile.createDraft(kept(key));
      try {
        return Look.at(draft).modified();
      } finally {
        Files.delete(draft);
      }
    } catch (IOException e) {
      return unwritable(e);
    }
  }

  /**
   * Enters files whose digests were just found right.
   *
   * @param stamps by file name
   * @param clock what {@link #clock} said; files that were changed then or later are passed over
   */
  void enter(StepKey key, Map<String, Stamp> stamps, long clock) {
    Map<String, Stamp> all = of(key);
    stamps.forEach(
        (name, stamp) -> {
          if (stamp.look().modified() < clock) {
            all.put(name, stamp);
          } else {
            all.remove(name);
          }
        });
    try {
      Files.createDirectories(kept(key).getParent());
      byte[] json = Json.pretty(new Stamps(all)).getBytes(StandardCharsets.UTF_8);
      WholeFile.write(kept(key), file -> file.write(json));
    } catch (IOException e) {
      unwritable(e);
    }
  }

  /** Forgets a step's files: the next look at them reads them. */
  void forget(StepKey key) {
    try {
      Files.deleteIfExists(kept(key));
    } catch (IOException e) {
      unwritable(e);
    }
  }

  private static long unwritable(IOException e) {
    LOG.debug("the store cannot be written to; its files are read at every look", e);
    return Long.MIN_VALUE;
  }

  private Path kept(StepKey key) {
    return root.resolve("verified").resolve(key.type()).resolve(key.digest() + ".json");
  }
}
