package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends ArtifactStoreContract {

  private final LocalFiles files;

  LocalStoreTest(@TempDir Path root) {
    this.files = new LocalFiles(root.resolve("store"));
  }

  @Override
  ArtifactStore open() {
    return files.open();
  }

  @Override
  List<String> files() {
    return files.names();
  }

  @Override
  String content(String file) {
    return files.content(file);
  }

  @Override
  void overwrite(String file, String content) {
    files.overwrite(file, content);
  }

  @Override
  void delete(String file) {
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
}
