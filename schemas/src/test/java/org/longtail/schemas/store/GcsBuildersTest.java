package org.longtail.schemas.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Builders of a store in a bucket. */
class GcsBuildersTest extends BuildersContract {

  private final GcsObjects objects;

  GcsBuildersTest(@TempDir Path cache) {
    this.objects = objects(cache);
  }

  /** Where this test's store is. */
  GcsObjects objects(Path cache) {
    return GcsObjects.on(SharedServer.get(), cache);
  }

  @Override
  ArtifactStore open() {
    return objects.open();
  }
}
