package org.longtail.transforms.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.store.Sha256;
import org.longtail.transforms.step.Sources.Source;

/** Files outside the store are read again only if they look different. */
class SourceDigestsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final AtomicInteger reads = new AtomicInteger();
  private final ConcurrentMap<String, String> known = new ConcurrentHashMap<>();
  private final Path folder;
  private final Path file;

  SourceDigestsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.file = folder.resolve("images");
    write("old", NOON.minus(Duration.ofHours(1)));
  }

  @Test
  void aFileThatLooksTheSameIsReadOnce() throws IOException {
    assertThat(digest()).isEqualTo(Sha256.of(file));
    assertThat(digest()).isEqualTo(Sha256.of(file));

    assertThat(reads).hasValue(1);
  }

  @Test
  void aFileThatWasChangedIsReadAgain() throws IOException {
    digest();
    write("new", NOON.minus(Duration.ofMinutes(1)));

    assertThat(digest()).isEqualTo(Sha256.of(file));
    assertThat(reads).hasValue(2);
  }

  /** It might change once more without looking different. */
  @Test
  void aFileThatWasChangedJustNowIsReadEachTime() throws IOException {
    write("new", NOON);
    digest();
    digest();

    assertThat(reads).hasValue(2);
  }

  @Test
  void aLaterProcessKnowsFromTheNotes() throws IOException {
    digest();
    known.clear();

    assertThat(digest()).isEqualTo(Sha256.of(file));
    assertThat(reads).hasValue(1);
  }

  @Test
  void aNoteThatIsNoDigestIsPassedOver() throws IOException {
    digest();
    known.clear();
    try (Stream<Path> notes = Files.list(folder.resolve("notes/sources"))) {
      Files.writeString(notes.findFirst().orElseThrow(), "cut o");
    }

    assertThat(digest()).isEqualTo(Sha256.of(file));
    assertThat(reads).hasValue(2);
  }

  @Test
  void whereNoNotesCanBeKeptTheProcessKnows() throws IOException {
    Files.writeString(folder.resolve("notes"), "a file");

    digest();
    digest();

    assertThat(reads).hasValue(1);
  }

  @Test
  void aFileThatIsNotThereIsReportedByItsReader() throws IOException {
    Files.delete(file);

    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(this::digest);
  }

  @Test
  void aSourceThatNamesNoFilesIsReadEachTime() throws IOException {
    SourceDigests digests = digests();
    Source content =
        () -> {
          reads.incrementAndGet();
          return "digest";
        };
    digests.of(content);
    digests.of(content);

    assertThat(reads).hasValue(2);
  }

  private String digest() throws IOException {
    return digests()
        .of(
            Source.files(
                List.of(file),
                () -> {
                  reads.incrementAndGet();
                  return Sha256.of(file);
                }));
  }

  private SourceDigests digests() {
    return new SourceDigests(
        known, Optional.of(folder.resolve("notes")), Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private void write(String content, Instant modified) throws IOException {
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}
