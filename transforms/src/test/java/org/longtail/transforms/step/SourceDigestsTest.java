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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.store.Sha256;
import org.longtail.transforms.step.Sources.Source;

/** Files outside the store are read again only if they look different. */
@Tag("elsewhere")
class SourceDigestsTest {

  /** What the test writes was written an hour ago. */
  private Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

  private final AtomicInteger reads = new AtomicInteger();
  private final ConcurrentMap<String, String> known = new ConcurrentHashMap<>();
  private final Path folder;
  private final Path file;

  SourceDigestsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.file = Files.writeString(folder.resolve("images"), "old");
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
    Files.writeString(file, "new");

    assertThat(digest()).isEqualTo(Sha256.of(file));
    assertThat(reads).hasValue(2);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aFileWhoseTimeWasSetBackIsReadAgain() throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    digest();
    Files.writeString(file, "new");
    Files.setLastModifiedTime(file, before);

    assertThat(digest()).isEqualTo(Sha256.of(file));
    assertThat(reads).hasValue(2);
  }

  /** It might change once more without looking different. */
  @Test
  void aFileThatWasChangedJustNowIsReadEachTime() throws IOException {
    clock = Clock.systemUTC();
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
    return new SourceDigests(known, Optional.of(folder.resolve("notes")), clock);
  }
}
