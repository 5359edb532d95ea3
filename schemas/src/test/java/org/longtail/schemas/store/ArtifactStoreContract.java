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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;

/** What every artifact store keeps to: finding, committing, and noticing damage. */
abstract class ArtifactStoreContract {

  static final StoredStep STEP = StoredStep.named("one");
  private static final StoredStep OTHER = StoredStep.named("other");
  private static final String MANIFEST = STEP.key().folder() + "/manifest.json";

  ArtifactStore store;

  private final List<String> told = new ArrayList<>();

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
  void whatABuildKeptOfItsProgressIsFoundByTheNextOne() throws IOException {
    keepProgress("first");
    keepProgress("second");

    assertThat(progress()).contains("second");
    assertThat(told).isEmpty();
    assertThat(open().find(STEP.key())).isEmpty();
    assertThat(files()).filteredOn(file -> file.contains("/progress/")).hasSize(1);
  }

  @Test
  void progressThatIsDamagedIsPassedOverAndToldOf() throws IOException {
    keepProgress("first");
    String kept = files().stream().filter(file -> file.contains("/progress/")).findFirst().get();
    overwrite(kept, "other");

    assertThat(progress()).isEmpty();
    assertThat(told).singleElement().asString().contains(kept).contains("damaged");
  }

  @Test
  void progressGoesWhenTheStepIsCommitted() throws IOException {
    keepProgress("first");
    Manifest committed = STEP.commit(store);

    assertThat(files()).noneMatch(file -> file.contains("/progress/"));
    assertThat(open().find(STEP.key())).contains(committed);
    assertThat(open().damage(committed)).isEmpty();
  }

  private void keepProgress(String content) throws IOException {
    try (StepBuild build = open().build(STEP.key())) {
      build.keepProgress(Files.writeString(build.file("kept.arrow"), content));
    }
  }

  private Optional<String> progress() throws IOException {
    try (StepBuild build = open().build(STEP.key())) {
      Optional<Path> file = build.progress(told::add);
      return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
    }
  }

  @Test
  void theManifestThatIsFoundIsTheOneThatWasCommitted() {
    Manifest committed = STEP.commit(store);

    assertThat(open().find(STEP.key())).contains(committed);
  }

  @Test
  void anArtifactIsKnownByThePlaceOfItsFile() {
    Manifest committed = STEP.commit(store);
    String place = STEP.key().folder() + "/" + StoredStep.FILE;

    assertThat(StoredArtifact.at(place, "seed=1", open()))
        .isEqualTo(committed.artifact(committed.outputs().get(0), "seed=1"));
  }

  @Test
  void placesOfNothingThatIsStoredAreRefused() {
    STEP.commit(store);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> StoredArtifact.at(STEP.key().folder() + "/other.txt", "v", store))
        .withMessageContaining("its step in " + store.uri() + " has no such file");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> StoredArtifact.at(OTHER.key().folder() + "/other.txt", "v", store))
        .withMessageContaining("its step is not in " + store.uri());
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
        .containsExactlyInAnyOrder(STEP.file(), MANIFEST);
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
        .withMessageEndingWith(STEP.file() + " is missing");
  }

  @Test
  void aChangedFileIsNotFetched() {
    Artifact artifact = StoredStep.artifact(STEP.commit(store));
    overwrite(STEP.file(), "Content of one");

    assertThatExceptionOfType(DamagedStepException.class)
        .isThrownBy(() -> open().fetch(artifact))
        .withMessageContaining(STEP.file() + " is damaged: sha256 ")
        .satisfies(damage -> assertThat(damage.stepKey()).isEqualTo(STEP.key()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "steps/GroupSampling/one.arrow", "../../etc/passwd"})
  void anArtifactThatIsNoFileOfAStepIsNotFetched(String uri) {
    Artifact artifact =
        new Artifact("default", ArtifactKind.SAMPLING, uri, "ab", 2, "key", Map.of());

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.fetch(artifact))
        .withMessageStartingWith("artifact '%s' is no file of a step", uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"type\": ", "null", "{}", "[]", "{\"type\": \"GroupSampling\"}"})
  void aManifestThatCannotBeReadIsDamage(String content) {
    STEP.commit(store);
    overwrite(MANIFEST, content);

    assertThatExceptionOfType(DamagedStepException.class)
        .isThrownBy(() -> open().find(STEP.key()))
        .withMessageContaining(MANIFEST + " is damaged: ")
        .satisfies(damage -> assertThat(damage.stepKey()).isEqualTo(STEP.key()));
  }

  @Test
  void theManifestOfAnotherStepIsDamage() {
    STEP.commit(store);
    OTHER.commit(store);
    overwrite(MANIFEST, content(OTHER.key().folder() + "/manifest.json"));

    assertThatExceptionOfType(DamagedStepException.class)
        .isThrownBy(() -> open().find(STEP.key()))
        .withMessageEndingWith(
            MANIFEST + " is damaged: it is the manifest of " + OTHER.key().toString());
  }

  @Test
  void aManifestThatLeadsOutOfItsFolderIsDamage() {
    STEP.commit(store);
    overwrite(MANIFEST, content(MANIFEST).replace(StoredStep.FILE, "../" + StoredStep.FILE));

    assertThatExceptionOfType(DamagedStepException.class)
        .isThrownBy(() -> open().find(STEP.key()))
        .withMessageContaining("output file '../sampling.arrow'");
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
  void aStepIsAsLargeAsItsFiles() {
    STEP.commit(store);

    assertThat(store.bytes(STEP.key()))
        .isEqualTo(content(STEP.file()).length() + content(MANIFEST).length());
    assertThat(store.bytes(OTHER.key())).isZero();
  }

  @Test
  void aStepIsNotFoundWhileItIsBeingRemoved() {
    STEP.commit(store);

    try (StepRemoval removal = store.beginRemoval(STEP.key()).orElseThrow()) {
      assertThat(removal).isNotNull();
      assertThat(open().find(STEP.key())).isEmpty();
    }
  }

  @Test
  void aStepThatIsNotRemovedAfterAllIsAsItWas() {
    Manifest manifest = STEP.commit(store);

    store.beginRemoval(STEP.key()).orElseThrow().close();

    assertThat(open().find(STEP.key())).contains(manifest);
    assertThat(open().fetch(StoredStep.artifact(manifest))).hasContent(STEP.content());
  }

  @Test
  void aRemovedStepIsNotFoundAndLeavesNoFile() {
    STEP.commit(store);
    Manifest other = OTHER.commit(store);

    remove(STEP);

    assertThat(store.find(STEP.key())).isEmpty();
    assertThat(store.steps()).containsExactly(OTHER.key());
    assertThat(files()).noneMatch(file -> file.startsWith(STEP.key().folder()));
    assertThat(store.find(OTHER.key())).contains(other);
  }

  @Test
  void aStepThatIsNotThereIsRemovedAlready() {
    remove(STEP);

    assertThat(store.find(STEP.key())).isEmpty();
  }

  @Test
  void aRemovedStepCanBeBuiltAgain() {
    STEP.commit(store);
    remove(STEP);

    STEP.commit(store);

    assertThat(open().find(STEP.key()).flatMap(store::damage)).isEmpty();
    assertThat(open().find(STEP.key())).isPresent();
  }

  @Test
  void aStepThatIsBeingBuiltIsNotRemoved() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);

      assertThat(open().beginRemoval(STEP.key())).isEmpty();
      STEP.commit(build);
    }

    assertThat(store.find(STEP.key())).isPresent();
  }

  @Test
  void whatWasSetAsideIsLeftOver() {
    STEP.commit(store);
    setAside();

    assertThat(store.leftovers())
        .singleElement()
        .satisfies(
            leftover -> {
              assertThat(leftover.kind()).isEqualTo(Leftover.Kind.DAMAGED);
              assertThat(leftover.bytes()).isGreaterThan(STEP.content().length());
              assertThat(leftover.remove()).isTrue();
            });
    assertThat(store.leftovers()).isEmpty();
    assertThat(files()).noneMatch(file -> file.endsWith(StoredStep.FILE));
  }

  @Test
  void aBuildThatGoesOnIsNotLeftOver() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);

      assertThat(open().leftovers()).isEmpty();
    }
  }

  @Test
  void aStepThatIsWholeIsNotSetAside() {
    STEP.commit(store);

    assertThat(StepCheck.setAside(store, STEP.key())).isEmpty();
    assertThat(store.find(STEP.key())).isPresent();
  }

  @Test
  void aDamagedStepIsSetAside() {
    STEP.commit(store);
    overwrite(STEP.file(), "Content of one");

    assertThat(StepCheck.damage(store, STEP.key())).hasSize(1);
    assertThat(StepCheck.setAside(store, STEP.key())).isPresent();
    assertThat(store.find(STEP.key())).isEmpty();
  }

  @Test
  void aStepWithADamagedManifestIsSetAside() {
    STEP.commit(store);
    overwrite(MANIFEST, "{");

    assertThat(StepCheck.setAside(store, STEP.key())).isPresent();
    assertThat(store.find(STEP.key())).isEmpty();
    assertThat(aside("manifest.json")).hasSize(1);
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

  private void remove(StoredStep step) {
    try (StepRemoval removal = store.beginRemoval(step.key()).orElseThrow()) {
      removal.finish();
    }
  }

  private void abandonBuild() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);
    }
  }
}
