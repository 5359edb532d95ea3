package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {"building", "building/TrainStage", "building/TrainStage/key", "damaged/key"})
  void aLinkAmongTheLeftoversGoesAndWhatItLeadsToStays(String place, @TempDir Path elsewhere)
      throws IOException {
    Path mine = Files.createDirectories(elsewhere.resolve("photos/2024")).resolve("cat.jpg");
    Files.writeString(mine, "meow");
    Path link = files.root().resolve(place);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, elsewhere);

    assertThat(store.leftovers())
        .singleElement()
        .satisfies(
            leftover -> {
              assertThat(leftover.place()).isEqualTo(link.toString());
              assertThat(leftover.remove()).isTrue();
            });

    assertThat(link).doesNotExist();
    assertThat(mine).hasContent("meow");
    assertThat(elsewhere).isDirectoryNotContaining("glob:**.lock");
    assertThat(store.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps/TrainStage", "steps/TrainStage/key", "runs/first"})
  void aLinkAmongStepsAndRunsIsNotFollowed(String place, @TempDir Path elsewhere)
      throws IOException {
    Path link = files.root().resolve(place);
    Files.createDirectories(link.getParent());
    Files.createDirectories(elsewhere.resolve("0".repeat(64)));
    Files.createSymbolicLink(link, elsewhere);

    assertThat(store.steps()).isEmpty();
    assertThat(store.runs()).isEmpty();
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
