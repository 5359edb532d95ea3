package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every artifact store keeps to: finding, committing, noticing damage, and removing. */
abstract class ArtifactStoreContract implements CommitContract, DamageContract {

  ArtifactStore store;

  @Override
  public final ArtifactStore store() {
    return store;
  }

  @BeforeEach
  final void openTheStore() {
    store = open();
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
  void aBuildThatGoesOnIsNotLeftOver() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);

      assertThat(open().leftovers()).isEmpty();
    }
  }

  @Test
  void runsAreListedByName() {
    store.run("second").write("run.json", "{}");
    store.run("first").write("run.json", "{}");

    assertThat(open().runs()).containsExactly("first", "second");
  }

  private void remove(StoredStep step) {
    try (StepRemoval removal = store.beginRemoval(step.key()).orElseThrow()) {
      removal.finish();
    }
  }
}
