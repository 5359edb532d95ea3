package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;

/** How steps come into a store, and what is found of them. */
interface CommitContract extends StoreUnderTest {

  @Test
  default void aStepThatWasNeverBuiltIsNotFound() {
    assertThat(store().find(STEP.key())).isEmpty();
  }

  @Test
  default void aStepIsNotFoundBeforeItIsCommitted() {
    try (StepBuild build = store().build(STEP.key())) {
      STEP.write(build);

      assertThat(open().find(STEP.key())).isEmpty();
    }
  }

  @Test
  default void aCommittedStepIsFoundWhileItsBuildIsStillOpen() {
    try (StepBuild build = store().build(STEP.key())) {
      STEP.write(build);
      STEP.commit(build);

      assertThat(open().find(STEP.key())).isPresent();
    }
  }

  @Test
  default void whatABuildKeptOfItsProgressIsFoundByTheNextOne() throws IOException {
    List<String> told = new ArrayList<>();
    keepProgress("first");
    keepProgress("second");

    assertThat(progress(told)).contains("second");
    assertThat(told).isEmpty();
    assertThat(open().find(STEP.key())).isEmpty();
    assertThat(files()).filteredOn(file -> file.contains("/progress/")).hasSize(1);
  }

  @Test
  default void progressThatIsDamagedIsPassedOverAndToldOf() throws IOException {
    List<String> told = new ArrayList<>();
    keepProgress("first");
    String kept = files().stream().filter(file -> file.contains("/progress/")).findFirst().get();
    overwrite(kept, "other");

    assertThat(progress(told)).isEmpty();
    assertThat(told).singleElement().asString().contains(kept).contains("damaged");
  }

  @Test
  default void progressGoesWhenTheStepIsCommitted() throws IOException {
    keepProgress("first");
    Manifest committed = STEP.commit(store());

    assertThat(files()).noneMatch(file -> file.contains("/progress/"));
    assertThat(open().find(STEP.key())).contains(committed);
    assertThat(open().damage(committed)).isEmpty();
  }

  private void keepProgress(String content) throws IOException {
    try (StepBuild build = open().build(STEP.key())) {
      build.keepProgress(Files.writeString(build.file("kept.arrow"), content));
    }
  }

  private Optional<String> progress(List<String> told) throws IOException {
    try (StepBuild build = open().build(STEP.key())) {
      Optional<Path> file = build.progress(told::add);
      return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
    }
  }

  @Test
  default void theManifestThatIsFoundIsTheOneThatWasCommitted() {
    Manifest committed = STEP.commit(store());

    assertThat(open().find(STEP.key())).contains(committed);
  }

  @Test
  default void anArtifactIsKnownByThePlaceOfItsFile() {
    Manifest committed = STEP.commit(store());
    String place = STEP.key().folder() + "/" + StoredStep.FILE;

    assertThat(StoredArtifact.at(place, "seed=1", open()))
        .isEqualTo(committed.artifact(committed.outputs().get(0), "seed=1"));
  }

  @Test
  default void placesOfNothingThatIsStoredAreRefused() {
    STEP.commit(store());

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> StoredArtifact.at(STEP.key().folder() + "/other.txt", "v", store()))
        .withMessageContaining("its step in " + store().uri() + " has no such file");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> StoredArtifact.at(OTHER.key().folder() + "/other.txt", "v", store()))
        .withMessageContaining("its step is not in " + store().uri());
  }

  @Test
  default void theManifestTellsSizeAndDigestOfTheFile() {
    byte[] content = STEP.content().getBytes(StandardCharsets.UTF_8);

    assertThat(STEP.commit(store()).outputs())
        .containsExactly(
            new Manifest.Output(
                "sampling",
                "sampling",
                StoredStep.FILE,
                Sha256.of(content),
                content.length,
                Map.of("accuracy", 0.5, "few", Double.NaN)));
  }

  @Test
  default void anArtifactNamesTheFileInTheStore() {
    Artifact artifact = StoredStep.artifact(STEP.commit(store()));

    assertThat(artifact.uri()).isEqualTo(STEP.file());
    assertThat(artifact.variant()).isEqualTo("seed=1");
    assertThat(artifact.kind()).isEqualTo(ArtifactKind.SAMPLING);
    assertThat(artifact.stepKey()).isEqualTo(STEP.key().digest());
  }

  @Test
  default void aStepsFolderHoldsItsFilesAndTheManifest() {
    STEP.commit(store());

    assertThat(files())
        .filteredOn(file -> file.startsWith("steps/"))
        .containsExactlyInAnyOrder(STEP.file(), MANIFEST);
  }

  @Test
  default void whatWasCommittedIsFetched() throws IOException {
    Artifact artifact = StoredStep.artifact(STEP.commit(store()));

    assertThat(open().fetch(artifact)).hasContent(STEP.content());
  }

  @Test
  default void aBuildThatIsClosedWithoutACommitIsNotFound() {
    abandonBuild();

    assertThat(store().find(STEP.key())).isEmpty();
  }

  @Test
  default void aBuildThatIsClosedWithoutACommitLeavesNoFileBehind() {
    abandonBuild();

    assertThat(files()).noneMatch(file -> file.endsWith(StoredStep.FILE));
  }

  @Test
  default void theNextBuildStartsWithNothingOfTheOneBefore() {
    abandonBuild();

    try (StepBuild build = store().build(STEP.key())) {
      assertThat(build.file(StoredStep.FILE)).doesNotExist();
    }
  }

  @Test
  default void aCommitWithoutItsFileFailsAndIsNotFound() {
    try (StepBuild build = store().build(STEP.key())) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> STEP.commit(build))
          .withMessageContaining(StoredStep.FILE);
    }

    assertThat(store().find(STEP.key())).isEmpty();
  }

  @Test
  default void aSecondCommitIsRefusedAndLeavesTheFirstWhole() {
    Manifest first = STEP.commit(store());

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new StoredStep(STEP.key(), "something else").commit(store()))
        .withMessageContaining("is committed already");
    assertThat(store().damage(first)).isEmpty();
  }

  private void abandonBuild() {
    try (StepBuild build = store().build(STEP.key())) {
      STEP.write(build);
    }
  }
}
