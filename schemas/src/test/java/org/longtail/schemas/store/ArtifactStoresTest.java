package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactStoresTest {

  @Test
  void aFileUriIsTheSamePlaceAsThePath(@TempDir Path folder) {
    Manifest manifest = StoredStep.named("one").commit(ArtifactStores.open("file://" + folder));

    assertThat(ArtifactStores.open(folder.toString()).find(manifest.stepKey())).contains(manifest);
  }

  @Test
  void aRelativePathIsMeantFromTheWorkingDirectory(@TempDir Path folder) {
    Manifest manifest = StoredStep.named("one").commit(ArtifactStores.open(folder.toString()));
    Path relative = Path.of("").toAbsolutePath().relativize(folder);

    assertThat(ArtifactStores.open(relative.toString()).find(manifest.stepKey()))
        .contains(manifest);
  }

  @Test
  void theUriIsKeptAsItWasGiven() {
    assertThat(ArtifactStores.open("target/./store").uri()).isEqualTo("target/./store");
  }

  @Test
  void openingAStoreMakesNothing(@TempDir Path folder) {
    Path store = folder.resolve("store");

    ArtifactStores.open(store.toString());

    assertThat(store).doesNotExist();
  }

  @Test
  void aBucketsNameIsCheckedBeforeAnythingIsAskedOfIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArtifactStores.open("gs://Bucket/store"))
        .withMessageStartingWith("store 'gs://Bucket/store': must be gs://bucket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anEmptyUriIsRefused(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArtifactStores.open(uri))
        .withMessageStartingWith("store '%s': must not be empty", uri);
  }

  @ParameterizedTest
  @CsvSource({"s3://bucket/store, s3", "FILE:///tmp/store, FILE"})
  void anUnknownSchemeIsRefused(String uri, String scheme) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArtifactStores.open(uri))
        .withMessageStartingWith("store '%s': scheme '%s' is not supported", uri, scheme);
  }
}
