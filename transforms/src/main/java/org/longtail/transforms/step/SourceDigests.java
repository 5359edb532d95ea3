package org.longtail.transforms.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.schemas.store.Sha256;
import org.longtail.schemas.store.WholeFile;
import org.longtail.transforms.step.Sources.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The digests of what steps read outside the store. Files that look as they did when they were last
 * read are not read again, in this process or, where the store keeps notes, in a later one.
 *
 * <p>A file may be written to twice within one tick of the file system's clock and look the same
 * after as before: what was changed just now is not remembered.
 */
final class SourceDigests {

  private static final Logger LOG = LoggerFactory.getLogger(SourceDigests.class);
  private static final ConcurrentMap<String, String> OF_THIS_PROCESS = new ConcurrentHashMap<>();
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** Coarser than the clock of any file system in use. */
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Map<String, String> known;
  private final Optional<Path> notes;
  private final Clock clock;

  /**
   * Digests of some process.
   *
   * @param known what the process knows, by how the files looked
   * @param notes the store's folder for notes
   * @param clock tells what was changed just now
   */
  SourceDigests(ConcurrentMap<String, String> known, Optional<Path> notes, Clock clock) {
    this.known = known;
    this.notes = notes.map(folder -> folder.resolve("sources"));
    this.clock = clock;
  }

  /** The digests that this process knows, and those that a store has notes of. */
  static SourceDigests of(ArtifactStore store) {
    return new SourceDigests(OF_THIS_PROCESS, store.notes(), Clock.systemUTC());
  }

  /** The digest of a source's content. */
  String of(Source source) throws IOException {
    Optional<String> before = look(source);
    Optional<String> remembered = before.flatMap(this::remembered);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    String digest = source.digest();
    if (before.isPresent() && before.equals(look(source))) {
      remember(before.get(), digest);
    }
    return digest;
  }

  /** How the files look, as one digest; nothing if one is missing or was changed just now. */
  private Optional<String> look(Source source) {
    if (source.files().isEmpty()) {
      return Optional.empty();
    }
    long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
    try {
      String looks =
          source.files().parallelStream()
              .map(file -> look(file, now))
              .collect(Collectors.joining("\n"));
      return Optional.of(Sha256.of(looks.getBytes(StandardCharsets.UTF_8)));
    } catch (UncheckedIOException e) {
      return Optional.empty(); // whoever reads the file says what is wrong with it
    }
  }

  private static String look(Path file, long now) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      long changed = Math.max(modified, changed(file, modified));
      if (changed > now - TICK_NANOS) {
        throw new IOException(String.format(Locale.ROOT, "%s was changed just now", file));
      }
      return String.format(
          Locale.ROOT,
          "%s %d %d %d %s",
          file.toAbsolutePath(),
          attributes.size(),
          modified,
          changed,
          attributes.fileKey());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody can set this time back, as they can the other, where the file system keeps it. */
  private static long changed(Path file, long modified) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
            && Files.getAttribute(file, "unix:ctime") instanceof FileTime time
        ? time.to(TimeUnit.NANOSECONDS)
        : modified;
  }

  private Optional<String> remembered(String look) {
    return Optional.ofNullable(known.get(look)).or(() -> noted(look));
  }

  private Optional<String> noted(String look) {
    return notes
        .map(folder -> folder.resolve(look))
        .filter(Files::isRegularFile)
        .flatMap(
            note -> {
              try {
                return Optional.of(Files.readString(note)).filter(DIGEST.asMatchPredicate());
              } catch (IOException e) {
                LOG.warn("{}: the files are read again", e.toString());
                return Optional.empty();
              }
            });
  }

  private void remember(String look, String digest) {
    known.put(look, digest);
    notes.ifPresent(
        folder -> {
          try {
            Files.createDirectories(folder);
            WholeFile.write(
                folder.resolve(look), file -> file.write(digest.getBytes(StandardCharsets.UTF_8)));
          } catch (IOException e) {
            LOG.debug("no note of {} can be kept; the files are read again", look, e);
          }
        });
  }
}
