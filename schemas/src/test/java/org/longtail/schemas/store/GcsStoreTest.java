package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.Artifact;

/**
 * The store in a bucket of a server of this process. It is no in-memory fake of the client: that of
 * google-cloud-nio knows neither generations nor preconditions, joins no objects, keeps no
 * checksums, and is not made for several threads.
 */
class GcsStoreTest extends ArtifactStoreContract {

  private final GcsObjects objects;

  GcsStoreTest(@TempDir Path cache) {
    this.objects = objects(cache);
  }

  /** Where this test's store is. */
  GcsObjects objects(Path cache) {
    return GcsObjects.on(SharedServer.get(), cache);
  }

  @Test
  void aFileThatIsGivenBackIsLentAgainOnlyByAskingForIt() {
    StoredStep step = StoredStep.named("lent");
    Artifact artifact = StoredStep.artifact(step.commit(open()));
    ArtifactStore store = open();
    Path lent = store.fetch(artifact);

    store.giveBack();

    assertThat(lent).doesNotExist();
    assertThat(store.fetch(artifact)).hasContent(step.content());
  }

  @Override
  public ArtifactStore open() {
    return objects.open();
  }

  @Override
  public List<String> files() {
    return objects.names();
  }

  @Override
  public String content(String file) {
    return objects.content(file);
  }

  @Override
  public void overwrite(String file, String content) {
    objects.overwrite(file, content);
  }

  @Override
  public void delete(String file) {
    objects.delete(file);
  }
}
