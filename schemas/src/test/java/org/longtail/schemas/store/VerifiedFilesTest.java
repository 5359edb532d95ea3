package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.Artifact;

/** How a local store knows, without reading them, that files are whole. */
@Tag("elsewhere")
class VerifiedFilesTest {

  private static final StoredStep STEP = StoredStep.named("one");
  private static final String RIGHT = STEP.content();
  private static final String WRONG = "Content of one";
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  private final LocalFiles files;
  private final ArtifactStore store;
  private final Path file;
  private final Path stamps;
  private Manifest manifest = STEP.manifest();

  VerifiedFilesTest(@TempDir Path root) {
    this.files = new LocalFiles(root);
    this.store = files.open();
    this.file = root.resolve(STEP.file());
    this.stamps = root.resolve("verified/GroupSampling/" + STEP.key().digest() + ".json");
  }

  /** As a step is that was committed long ago and looked up since. */
  @BeforeEach
  void commitLongAgo() throws IOException {
    manifest = STEP.commit(store);
    Files.setLastModifiedTime(file, LONG_AGO);
    assertThat(store.damage(manifest)).isEmpty();
  }

  @Test
  void aFileThatLooksAsItDidWhenItWasReadIsNotReadAgain() throws IOException {
    writeUnseen(WRONG);

    assertThat(files.open().damage(manifest)).isEmpty();
  }

  @Test
  void aReadFindsWhatALookDoesNot() throws IOException {
    writeUnseen(WRONG);
    Artifact artifact = StoredStep.artifact(manifest);

    assertThatExceptionOfType(DamagedStepException.class)
        .isThrownBy(() -> store.fetch(artifact))
        .withMessageStartingWith(file + " is damaged: sha256 ");
  }

  @Test
  void whatAReadFoundDamagedALookFindsToo() throws IOException {
    writeUnseen(WRONG);
    assertThat(StepCheck.damage(store, STEP.key())).hasSize(1);

    assertThat(files.open().damage(manifest)).isPresent();
  }

  @Test
  void aFileOfAnotherSizeIsDamageHoweverItLooks() throws IOException {
    writeUnseen("cut");

    assertThat(store.damage(manifest))
        .hasValueSatisfying(reason -> assertThat(reason).endsWith("3 bytes, 14 expected"));
  }

  @Test
  void aFileThatWasWrittenToIsRead() throws IOException {
    Files.writeString(file, WRONG);

    assertThat(store.damage(manifest)).isPresent();
  }

  @Test
  void anotherFileInItsPlaceIsRead() throws IOException {
    Path other = Files.writeString(file.resolveSibling("other"), WRONG);
    Files.setLastModifiedTime(other, LONG_AGO);
    Files.delete(file);
    Files.move(other, file);

    assertThat(store.damage(manifest)).isPresent();
  }

  @Test
  void aCopyOfTheStoreIsReadOnceAndThenKnown() throws IOException {
    Files.delete(file);
    Files.writeString(file, RIGHT);
    Files.setLastModifiedTime(file, LONG_AGO);
    assertThat(store.damage(manifest)).isEmpty();

    writeUnseen(WRONG);

    assertThat(store.damage(manifest)).isEmpty();
  }

  @Test
  void aFileThatMayChangeWithinTheSameTickIsNotEntered() throws IOException {
    FileTime future = FileTime.from(Instant.now().plusSeconds(3600));
    Files.setLastModifiedTime(file, future);
    assertThat(store.damage(manifest)).isEmpty();

    Files.writeString(file, WRONG);
    Files.setLastModifiedTime(file, future);

    assertThat(store.damage(manifest)).isPresent();
  }

  @Test
  void withoutWhatIsKnownEveryFileIsRead() throws IOException {
    writeUnseen(WRONG);
    Files.delete(stamps);

    assertThat(store.damage(manifest)).isPresent();
  }

  @Test
  void whatIsKnownButCannotBeReadIsNotKnown() throws IOException {
    writeUnseen(WRONG);
    Files.writeString(stamps, "{\"files\"");

    assertThat(store.damage(manifest)).isPresent();
  }

  @Test
  void whatIsKnownOfAFileHoldsForItsDigestAlone() throws IOException {
    Files.writeString(
        stamps,
        Files.readString(stamps).replace(manifest.outputs().get(0).sha256(), "ab".repeat(32)));
    writeUnseen(WRONG);

    assertThat(store.damage(manifest)).isPresent();
  }

  @Test
  void aRemovedStepIsForgotten() {
    try (StepRemoval removal = store.beginRemoval(STEP.key()).orElseThrow()) {
      removal.finish();
    }

    assertThat(stamps).doesNotExist();
  }

  /** Changes the content as a failing disk does: the file looks as it did. */
  private void writeUnseen(String content) throws IOException {
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, LONG_AGO);
  }
}
