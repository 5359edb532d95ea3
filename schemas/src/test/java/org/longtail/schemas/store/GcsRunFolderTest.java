package org.longtail.schemas.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.runs.RunFolder;

class GcsRunFolderTest extends RunFolderContract {

  private final GcsObjects objects;

  GcsRunFolderTest(@TempDir Path cache) {
    this.objects = objects(cache);
  }

  /** Where this test's store is. */
  GcsObjects objects(Path cache) {
    return GcsObjects.on(SharedServer.get(), cache);
  }

  @Override
  RunFolder open(String run) {
    return objects.open().run(run);
  }
}
