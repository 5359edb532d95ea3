package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("elsewhere")
class LocalStoreTest extends ArtifactStoreContract {

  private final LocalFiles files;

  LocalStoreTest(@TempDir Path root) {
    this.files = new LocalFiles(root.resolve("store"));
  }

  @Override
  public ArtifactStore open() {
    return files.open();
  }

  @Override
  public List<String> files() {
    return files.names();
  }

  @Override
  public String content(String file) {
    return files.content(file);
  }

  @Override
  public void overwrite(String file, String content) {
    files.overwrite(file, content);
  }

  @Override
  public void delete(String file) {
    files.delete(file);
  }

  @Test
  void aBuildThatIsClosedWithoutACommitLeavesNothingAmongTheSteps() {
    store.build(STEP.key()).close();

    assertThat(files.root().resolve("steps")).doesNotExist();
  }

  @Test
  void whatIsFetchedIsTheFileItself() {
    Manifest manifest = STEP.commit(store);

    assertThat(store.fetch(StoredStep.artifact(manifest)))
        .isEqualTo(files.root().resolve(STEP.file()));
  }

  @Test
  void whateverElseLiesAmongTheStepsIsPassedOver() throws IOException {
    STEP.commit(store);
    Files.createDirectories(files.root().resolve("steps/GroupSampling/notes"));
    Files.createDirectories(files.root().resolve("steps/lost+found"));
    Files.writeString(files.root().resolve("steps/README"), "mine");

    assertThat(store.steps()).containsExactly(STEP.key());
  }

  @Test
  void aStepWhoseRemovalDiedIsFoundByItsNextBuilder() throws IOException {
    Manifest manifest = STEP.commit(store);
    Path folder = files.root().resolve(STEP.key().folder());
    Files.move(folder.resolve("manifest.json"), folder.resolve("manifest.json.taken"));

    try (StepBuild build = store.build(STEP.key())) {
      assertThat(build).isNotNull();
      assertThat(store.find(STEP.key())).contains(manifest);
    }
  }

  @Test
  void theScratchFolderOfABuildThatDiedIsLeftOver() throws IOException {
    Path scratch = files.root().resolve("building/GroupSampling/" + STEP.key().digest());
    Files.createDirectories(scratch);
    Files.writeString(scratch.resolve(StoredStep.FILE), "half");

    Leftover leftover = store.leftovers().get(0);

    assertThat(leftover.kind()).isEqualTo(Leftover.Kind.BUILD);
    assertThat(leftover.bytes()).isEqualTo(4);
    assertThat(leftover.place()).isEqualTo(scratch.toString());
    assertThat(leftover.remove()).isTrue();
    assertThat(scratch).doesNotExist();
  }

  @Test
  void aScratchFolderThatIsBuiltInAgainIsNotRemoved() throws IOException {
    Files.createDirectories(files.root().resolve("building/GroupSampling/" + STEP.key().digest()));
    Leftover leftover = store.leftovers().get(0);

    try (StepBuild build = store.build(STEP.key())) {
      STEP.write(build);

      assertThat(leftover.remove()).isFalse();
      STEP.commit(build);
    }
  }
}
