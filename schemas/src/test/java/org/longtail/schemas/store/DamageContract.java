package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;

/** What a store notices of damage, and where damaged steps go. */
interface DamageContract extends StoreUnderTest {

  @Test
  default void wholeFilesAreNotDamaged() {
    assertThat(open().damage(STEP.commit(store()))).isEmpty();
  }

  @Test
  default void aMissingFileIsDamage() {
    Manifest manifest = STEP.commit(store());
    delete(STEP.file());

    assertThat(store().damage(manifest))
        .hasValueSatisfying(reason -> assertThat(reason).endsWith(STEP.file() + " is missing"));
  }

  @Test
  default void aFileThatIsCutIsDamage() {
    Manifest manifest = STEP.commit(store());
    overwrite(STEP.file(), "content");

    assertThat(store().damage(manifest))
        .hasValueSatisfying(
            reason ->
                assertThat(reason).endsWith(STEP.file() + " is damaged: 7 bytes, 14 expected"));
  }

  @Test
  default void aFileThatIsChangedIsDamage() {
    Manifest manifest = STEP.commit(store());
    overwrite(STEP.file(), "Content of one");

    assertThat(store().damage(manifest))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .contains(STEP.file() + " is damaged: sha256 ")
                    .endsWith(manifest.outputs().get(0).sha256() + " expected"));
  }

  @Test
  default void aMissingFileIsNotFetched() {
    Artifact artifact = StoredStep.artifact(STEP.commit(store()));
    delete(STEP.file());

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> open().fetch(artifact))
        .withMessageEndingWith(STEP.file() + " is missing");
  }

  @Test
  default void aChangedFileIsNotFetched() {
    Artifact artifact = StoredStep.artifact(STEP.commit(store()));
    overwrite(STEP.file(), "Content of one");

    assertThatExceptionOfType(DamagedStepException.class)
        .isThrownBy(() -> open().fetch(artifact))
        .withMessageContaining(STEP.file() + " is damaged: sha256 ")
        .satisfies(damage -> assertThat(damage.stepKey()).isEqualTo(STEP.key()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "steps/GroupSampling/one.arrow", "../../etc/passwd"})
  default void anArtifactThatIsNoFileOfAStepIsNotFetched(String uri) {
    Artifact artifact =
        new Artifact("default", ArtifactKind.SAMPLING, uri, "ab", 2, "key", Map.of());

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store().fetch(artifact))
        .withMessageStartingWith("artifact '%s' is no file of a step", uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"type\": ", "null", "{}", "[]", "{\"type\": \"GroupSampling\"}"})
  default void aManifestThatCannotBeReadIsDamage(String content) {
    STEP.commit(store());
    overwrite(MANIFEST, content);

    assertThatExceptionOfType(DamagedStepException.class)
        .isThrownBy(() -> open().find(STEP.key()))
        .withMessageContaining(MANIFEST + " is damaged: ")
        .satisfies(damage -> assertThat(damage.stepKey()).isEqualTo(STEP.key()));
  }

  @Test
  default void theManifestOfAnotherStepIsDamage() {
    STEP.commit(store());
    OTHER.commit(store());
    overwrite(MANIFEST, content(OTHER.key().folder() + "/manifest.json"));

    assertThatExceptionOfType(DamagedStepException.class)
        .isThrownBy(() -> open().find(STEP.key()))
        .withMessageEndingWith(
            MANIFEST + " is damaged: it is the manifest of " + OTHER.key().toString());
  }

  @Test
  default void aManifestThatLeadsOutOfItsFolderIsDamage() {
    STEP.commit(store());
    overwrite(MANIFEST, content(MANIFEST).replace(StoredStep.FILE, "../" + StoredStep.FILE));

    assertThatExceptionOfType(DamagedStepException.class)
        .isThrownBy(() -> open().find(STEP.key()))
        .withMessageContaining("output file '../sampling.arrow'");
  }

  @Test
  default void aStepThatIsSetAsideIsNotFound() {
    STEP.commit(store());

    setAside();

    assertThat(store().find(STEP.key())).isEmpty();
  }

  @Test
  default void theFilesOfAStepThatIsSetAsideAreKept() {
    STEP.commit(store());
    overwrite(STEP.file(), "damaged");

    setAside();

    assertThat(aside(StoredStep.FILE))
        .singleElement()
        .extracting(this::content)
        .isEqualTo("damaged");
    assertThat(aside("manifest.json")).hasSize(1);
  }

  @Test
  default void settingAStepAsideLeavesOthersWhereTheyAre() {
    STEP.commit(store());
    Manifest other = OTHER.commit(store());

    setAside();

    assertThat(store().find(OTHER.key())).contains(other);
    assertThat(store().damage(other)).isEmpty();
  }

  @Test
  default void whatWasSetAsideTwiceIsKeptTwice() {
    STEP.commit(store());
    String first = setAside();
    STEP.commit(store());
    String second = setAside();

    assertThat(first).isNotEqualTo(second);
    assertThat(aside(StoredStep.FILE)).hasSize(2);
  }

  @Test
  default void theBuildThatSetsAStepAsideGoesOnAndCommits() {
    STEP.commit(store());

    try (StepBuild build = store().build(STEP.key())) {
      STEP.write(build);
      store().quarantine(STEP.key());
      STEP.commit(build);
    }

    assertThat(store().find(STEP.key()).flatMap(store()::damage)).isEmpty();
    assertThat(store().find(STEP.key())).isPresent();
  }

  @Test
  default void whatWasSetAsideIsLeftOver() {
    STEP.commit(store());
    setAside();

    assertThat(store().leftovers())
        .singleElement()
        .satisfies(
            leftover -> {
              assertThat(leftover.kind()).isEqualTo(Leftover.Kind.DAMAGED);
              assertThat(leftover.bytes()).isGreaterThan(STEP.content().length());
              assertThat(leftover.remove()).isTrue();
            });
    assertThat(store().leftovers()).isEmpty();
    assertThat(files()).noneMatch(file -> file.endsWith(StoredStep.FILE));
  }

  @Test
  default void aStepThatIsWholeIsNotSetAside() {
    STEP.commit(store());

    assertThat(StepCheck.setAside(store(), STEP.key())).isEmpty();
    assertThat(store().find(STEP.key())).isPresent();
  }

  @Test
  default void aDamagedStepIsSetAside() {
    STEP.commit(store());
    overwrite(STEP.file(), "Content of one");

    assertThat(StepCheck.damage(store(), STEP.key())).hasSize(1);
    assertThat(StepCheck.setAside(store(), STEP.key())).isPresent();
    assertThat(store().find(STEP.key())).isEmpty();
  }

  @Test
  default void aStepWithADamagedManifestIsSetAside() {
    STEP.commit(store());
    overwrite(MANIFEST, "{");

    assertThat(StepCheck.setAside(store(), STEP.key())).isPresent();
    assertThat(store().find(STEP.key())).isEmpty();
    assertThat(aside("manifest.json")).hasSize(1);
  }

  private List<String> aside(String name) {
    return files().stream()
        .filter(file -> file.startsWith("damaged/") && file.endsWith("/" + name))
        .toList();
  }

  private String setAside() {
    try (StepBuild turn = store().build(STEP.key())) {
      return store().quarantine(STEP.key());
    }
  }
}
