package org.longtail.schemas.store;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfEnvironmentVariable(
    named = GcsClient.EMULATOR,
    matches = ".+",
    disabledReason = "no emulator of Google Cloud Storage: STORAGE_EMULATOR_HOST is not set")
class GcsRunFolderOnEmulatorTest extends GcsRunFolderTest {

  GcsRunFolderOnEmulatorTest(@TempDir Path cache) {
    super(cache);
  }

  @Override
  GcsObjects objects(Path cache) {
    return GcsObjects.onEmulator(cache);
  }
}
