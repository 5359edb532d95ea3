package org.longtail.schemas.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.ArtifactKind;

/** Builds in a bucket that meet what others leave or write there. */
@Timeout(60) // a builder that waits for ever
class GcsBuildTest {

  private static final StoredStep STEP = StoredStep.named("one");
  private static final StoredStep SLOW = new StoredStep(STEP.key(), "made by a slow builder");
  private static final String LEASE = GcsSteps.lease(STEP.key());
  private static final String MANIFEST = GcsSteps.manifest(STEP.key());

  private final GcsObjects objects;
  private final ArtifactStore store;

  GcsBuildTest(@TempDir Path cache) {
    this.objects = GcsObjects.on(SharedServer.get(), cache);
    this.store = objects.open();
  }

  @Test
  void whatADeadBuilderLeftIsReplaced() {
    objects.overwrite(STEP.file(), "half");
    objects.overwrite(STEP.key().folder() + "/progress/3.arrow", "an epoch's");

    Manifest manifest = STEP.commit(store);

    assertThat(objects.names()).containsExactlyInAnyOrder(STEP.file(), MANIFEST);
    assertThat(objects.open().damage(manifest)).isEmpty();
  }

  @Test
  void whatWasBuiltIsScratchOfThisMachineOnly() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);

      assertThat(objects.names()).containsExactly(LEASE);
      assertThat(build.file(StoredStep.FILE)).startsWith(objects.cache()).exists();
    }
  }

  @Test
  void theScratchFolderGoesWithTheBuild() {
    StepBuild build = store.build(STEP.key());
    STEP.write(build);
    build.close();

    assertThat(build.file(StoredStep.FILE).getParent()).doesNotExist();
  }

  @Test
  void aBuilderWhoLostHisTurnCommitsNothing() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);
      objects.overwrite(LEASE, "another's");

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> STEP.commit(build))
          .withMessageContaining(LEASE)
          .withMessageContaining("is another process's now: nothing was committed; run again");
    }

    assertThat(objects.names()).containsExactly(LEASE);
  }

  @Test
  void aBuilderWhoLosesHisTurnWhileHeUploadsCommitsNothing() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> commit(build, () -> objects.overwrite(LEASE, "another's")))
          .withMessageContaining("is another process's now");
    }

    assertThat(objects.names()).doesNotContain(MANIFEST);
  }

  @Test
  void theOneWhoTookOverReplacesWhatTheSlowOneUploads() {
    try (StepBuild slow = store.build(STEP.key())) {
      SLOW.write(slow);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> commit(slow, () -> objects.delete(LEASE)));
    }

    Manifest manifest = STEP.commit(store);

    assertThat(objects.content(STEP.file())).isEqualTo(STEP.content());
    assertThat(store.damage(manifest)).isEmpty();
  }

  @Test
  void aBuilderWhoLostHisTurnTakesWhatAnotherOneCommitted() {
    Manifest theirs;
    try (StepBuild build = store.build(STEP.key())) {
      SLOW.write(build);
      theirs = commitAsAnother();

      assertThat(SLOW.commit(build)).isEqualTo(theirs);
    }

    assertThat(objects.content(STEP.file())).isEqualTo(STEP.content());
    assertThat(store.find(STEP.key())).contains(theirs);
    assertThat(store.damage(theirs)).isEmpty();
  }

  @Test
  void aManifestWhoseFilesAnotherOneHasReplacedIsTakenBack() {
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> commit(build, () -> objects.overwrite(STEP.file(), "another's")))
          .withMessageContaining("nothing was committed");
    }

    assertThat(store.find(STEP.key())).isEmpty();
  }

  @Test
  void aManifestThatASlowBuilderPutBesideTheFilesOfTheNextIsReplaced() {
    objects.overwrite(STEP.file(), "of the slow builder");
    Manifest manifest;
    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);

      manifest =
          commit(build, () -> objects.overwrite(MANIFEST, manifestOf("of the slow builder")));
    }

    assertThat(store.find(STEP.key())).contains(manifest);
    assertThat(store.damage(manifest)).isEmpty();
  }

  @Test
  void aRemovalThatLostItsTurnRemovesNothing() {
    Manifest manifest = STEP.commit(store);

    try (StepRemoval removal = store.beginRemoval(STEP.key()).orElseThrow()) {
      objects.overwrite(LEASE, "another's");

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(removal::finish)
          .withMessageContaining("is not removed");
    }
    objects.delete(LEASE);

    try (StepBuild next = store.build(STEP.key())) {
      assertThat(next).isNotNull();
      assertThat(store.find(STEP.key())).contains(manifest); // put back by the next builder
    }
  }

  @Test
  void aFolderCopiedIntoTheBucketIsAStoreTheSame() {
    Manifest manifest = STEP.commit(store);
    String content = objects.content(STEP.file());
    objects.delete(STEP.file());
    objects.overwrite(STEP.file(), content); // without what the store says about its objects

    assertThat(objects.open().damage(manifest)).isEmpty();
    assertThat(objects.open().fetch(StoredStep.artifact(manifest))).hasContent(STEP.content());
  }

  /** Commits the step's file; something else happens between its upload and the manifest. */
  private static Manifest commit(StepBuild build, Runnable meanwhile) {
    return build.commit(
        List.of(new StepBuild.Draft("sampling", ArtifactKind.SAMPLING, StoredStep.FILE, Map.of())),
        outputs -> {
          meanwhile.run();
          return manifest(outputs);
        });
  }

  private static Manifest manifest(List<Manifest.Output> outputs) {
    return new Manifest(
        STEP.key().type(),
        "1.0.0",
        STEP.key().digest(),
        Map.of(),
        Map.of(),
        outputs,
        1,
        "ab",
        Map.of());
  }

  private static String manifestOf(String content) {
    return Json.pretty(
        manifest(
            List.of(
                new Manifest.Output(
                    "sampling",
                    "sampling",
                    StoredStep.FILE,
                    Sha256.of(content.getBytes(UTF_8)),
                    content.length(),
                    Map.of()))));
  }

  /** Another process takes the turn over, commits, and is gone again. */
  private Manifest commitAsAnother() {
    Manifest manifest = Json.read(manifestOf(STEP.content()), Manifest.class, MANIFEST);
    objects.overwrite(STEP.file(), STEP.content());
    objects.overwrite(MANIFEST, Json.pretty(manifest));
    objects.delete(LEASE);
    return manifest;
  }
}
