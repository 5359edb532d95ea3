package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;

/** What every artifact store keeps to: finding, committing, and noticing damage. */
abstract class ArtifactStoreContract {

  static final StoredStep STEP = StoredStep.named("one");
  private static final StoredStep OTHER = StoredStep.named("other");

  ArtifactStore store;

  /** Opens the store of this test once more, as another process would. */
  abstract ArtifactStore open();

  /** The name of every file in the store, relative to its root. */
  abstract List<String> files();

  /** The content of a file in the store. */
  abstract String content(String file);

  /** Writes over a file, behind the store's back. */
  abstract void overwrite(String file, String content);

  /** Deletes a file, behind the store's back. */
  abstract void delete(String file);

  @BeforeEach
  final void openTheStore() {
    store = open();
  }

  @Test
  void aStepThatWasNeverBuiltIsNotFound() {
    assertThat(store.find(STEP.key())).isEmpty();
  }

  @Test
  void aStepIsNotFoundBeforeItIsCommitted() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);

      assertThat(open().find(STEP.key())).isEmpty();
    }
  }

  @Test
  void aCommittedStepIsFoundWhileItsBuildIsStillOpen() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);
      STEP.commit(build);

      assertThat(open().find(STEP.key())).isPresent();
    }
  }

  @Test
  void theManifestThatIsFoundIsTheOneThatWasCommitted() {
    Manifest committed = STEP.commit(store);

    assertThat(open().find(STEP.key())).contains(committed);
  }

  @Test
  void theManifestTellsSizeAndDigestOfTheFile() {
    byte[] content = STEP.content().getBytes(StandardCharsets.UTF_8);

    assertThat(STEP.commit(store).outputs())
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
  void anArtifactNamesTheFileInTheStore() {
    Artifact artifact = StoredStep.artifact(STEP.commit(store));

    assertThat(artifact.uri()).isEqualTo(STEP.file());
    assertThat(artifact.variant()).isEqualTo("seed=1");
    assertThat(artifact.kind()).isEqualTo(ArtifactKind.SAMPLING);
    assertThat(artifact.stepKey()).isEqualTo(STEP.key().digest());
  }

  @Test
  void aStepsFolderHoldsItsFilesAndTheManifest() {
    STEP.commit(store);

    assertThat(files())
        .filteredOn(file -> file.startsWith("steps/"))
        .containsExactlyInAnyOrder(STEP.file(), STEP.key().folder() + "/manifest.json");
  }

  @Test
  void whatWasCommittedIsFetched() throws IOException {
    Artifact artifact = StoredStep.artifact(STEP.commit(store));

    assertThat(open().fetch(artifact)).hasContent(STEP.content());
  }

  @Test
  void aBuildThatIsClosedWithoutACommitIsNotFound() {
    abandonBuild();

    assertThat(store.find(STEP.key())).isEmpty();
  }

  @Test
  void aBuildThatIsClosedWithoutACommitLeavesNoFileBehind() {
    abandonBuild();

    assertThat(files()).noneMatch(file -> file.endsWith(StoredStep.FILE));
  }

  @Test
  void theNextBuildStartsWithNothingOfTheOneBefore() {
    abandonBuild();

    try (StepBuild build = store.build(STEP.key())) {
      assertThat(build.file(StoredStep.FILE)).doesNotExist();
    }
  }

  @Test
  void aCommitWithoutItsFileFailsAndIsNotFound() {
    try (StepBuild build = store.build(STEP.key())) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> STEP.commit(build))
          .withMessageContaining(StoredStep.FILE);
    }

    assertThat(store.find(STEP.key())).isEmpty();
  }

  @Test
  void aSecondCommitIsRefusedAndLeavesTheFirstWhole() {
    Manifest first = STEP.commit(store);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new StoredStep(STEP.key(), "something else").commit(store))
        .withMessageContaining("is committed already");
    assertThat(store.damage(first)).isEmpty();
  }

  @Test
  void wholeFilesAreNotDamaged() {
    assertThat(open().damage(STEP.commit(store))).isEmpty();
  }

  @Test
  void aMissingFileIsDamage() {
    Manifest manifest = STEP.commit(store);
    delete(STEP.file());

    assertThat(store.damage(manifest))
        .hasValueSatisfying(reason -> assertThat(reason).endsWith(STEP.file() + " is missing"));
  }

  @Test
  void aFileThatIsCutIsDamage() {
    Manifest manifest = STEP.commit(store);
    overwrite(STEP.file(), "content");

    assertThat(store.damage(manifest))
        .hasValueSatisfying(
            reason ->
                assertThat(reason).endsWith(STEP.file() + " is damaged: 7 bytes, 14 expected"));
  }

  @Test
  void aFileThatIsChangedIsDamage() {
    Manifest manifest = STEP.commit(store);
    overwrite(STEP.file(), "Content of one");

    assertThat(store.damage(manifest))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .contains(STEP.file() + " is damaged: sha256 ")
                    .endsWith(manifest.outputs().get(0).sha256() + " expected"));
  }

  @Test
  void aMissingFileIsNotFetched() {
    Artifact artifact = StoredStep.artifact(STEP.commit(store));
    delete(STEP.file());

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> open().fetch(artifact))
        .withMessageEndingWith(
            STEP.file() + " is missing; run again and the step is computed anew");
  }

  @Test
  void aChangedFileIsNotFetched() {
    Artifact artifact = StoredStep.artifact(STEP.commit(store));
    overwrite(STEP.file(), "Content of one");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> open().fetch(artifact))
        .withMessageContaining(STEP.file() + " is damaged: sha256 ")
        .withMessageEndingWith("; run again and the step is computed anew");
  }

  @Test
  void aManifestThatIsNotJsonIsNamed() {
    STEP.commit(store);
    overwrite(STEP.key().folder() + "/manifest.json", "{\"type\": ");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> open().find(STEP.key()))
        .withMessageContaining(STEP.key().folder() + "/manifest.json is damaged");
  }

  @Test
  void aStepThatIsSetAsideIsNotFound() {
    STEP.commit(store);

    setAside();

    assertThat(store.find(STEP.key())).isEmpty();
  }

  @Test
  void theFilesOfAStepThatIsSetAsideAreKept() {
    STEP.commit(store);
    overwrite(STEP.file(), "damaged");

    setAside();

    assertThat(aside(StoredStep.FILE))
        .singleElement()
        .extracting(this::content)
        .isEqualTo("damaged");
    assertThat(aside("manifest.json")).hasSize(1);
  }

  @Test
  void settingAStepAsideLeavesOthersWhereTheyAre() {
    STEP.commit(store);
    Manifest other = OTHER.commit(store);

    setAside();

    assertThat(store.find(OTHER.key())).contains(other);
    assertThat(store.damage(other)).isEmpty();
  }

  @Test
  void whatWasSetAsideTwiceIsKeptTwice() {
    STEP.commit(store);
    String first = setAside();
    STEP.commit(store);
    String second = setAside();

    assertThat(first).isNotEqualTo(second);
    assertThat(aside(StoredStep.FILE)).hasSize(2);
  }

  @Test
  void theBuildThatSetsAStepAsideGoesOnAndCommits() {
    STEP.commit(store);

    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);
      store.quarantine(STEP.key());
      STEP.commit(build);
    }

    assertThat(store.find(STEP.key()).flatMap(store::damage)).isEmpty();
    assertThat(store.find(STEP.key())).isPresent();
  }

  @Test
  void everyStepWithFilesIsListedByType() {
    STEP.commit(store);
    OTHER.commit(store);

    assertThat(open().steps()).containsExactlyInAnyOrder(STEP.key(), OTHER.key());
  }

  @Test
  void anEmptyStoreListsNothing() {
    assertThat(store.steps()).isEmpty();
    assertThat(store.runs()).isEmpty();
  }

  @Test
  void aRemovedStepIsNotFoundAndLeavesNoFile() {
    STEP.commit(store);
    Manifest other = OTHER.commit(store);

    store.remove(STEP.key());

    assertThat(store.find(STEP.key())).isEmpty();
    assertThat(files()).noneMatch(file -> file.startsWith(STEP.key().folder()));
    assertThat(store.find(OTHER.key())).contains(other);
  }

  @Test
  void aStepThatIsNotThereIsRemovedAlready() {
    store.remove(STEP.key());

    assertThat(store.find(STEP.key())).isEmpty();
  }

  @Test
  void aRemovedStepCanBeBuiltAgain() {
    STEP.commit(store);
    store.remove(STEP.key());

    STEP.commit(store);

    assertThat(open().find(STEP.key())).isPresent();
  }

  @Test
  void runsAreListedByName() {
    store.run("second").write("run.json", "{}");
    store.run("first").write("run.json", "{}");

    assertThat(open().runs()).containsExactly("first", "second");
  }

  private List<String> aside(String name) {
    return files().stream()
        .filter(file -> file.startsWith("damaged/") && file.endsWith("/" + name))
        .toList();
  }

  private String setAside() {
    try (StepBuild turn = store.build(STEP.key())) {
      return store.quarantine(STEP.key());
    }
  }

  private void abandonBuild() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);
    }
  }
}
