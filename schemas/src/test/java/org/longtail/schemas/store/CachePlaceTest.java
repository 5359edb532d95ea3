package org.longtail.schemas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachePlaceTest {

  private static final Path HOME = Path.of("/home/ada");

  @Test
  void theCacheIsInTheUsersCacheFolder() {
    assertThat(CachePlace.of(Map.of(), HOME))
        .isEqualTo(new CachePlace(Path.of("/home/ada/.cache/longtail"), 20L << 30));
  }

  @Test
  void theUsersCacheFolderMayBeElsewhere() {
    assertThat(CachePlace.of(Map.of("XDG_CACHE_HOME", "/var/cache/ada"), HOME).folder())
        .isEqualTo(Path.of("/var/cache/ada/longtail"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "caches"})
  void aCacheFolderThatIsNotAbsoluteIsIgnored(String folder) {
    assertThat(CachePlace.of(Map.of("XDG_CACHE_HOME", folder), HOME).folder())
        .isEqualTo(Path.of("/home/ada/.cache/longtail"));
  }

  @Test
  void folderAndSizeMayBeGiven() {
    assertThat(
            CachePlace.of(
                Map.of("LONGTAIL_CACHE_DIR", "/scratch/cache", "LONGTAIL_CACHE_BYTES", "1000"),
                HOME))
        .isEqualTo(new CachePlace(Path.of("/scratch/cache"), 1000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20G", "-1", "1.5"})
  void aSizeThatIsNoNumberOfBytesIsRefused(String bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CachePlace.of(Map.of("LONGTAIL_CACHE_BYTES", bytes), HOME))
        .withMessageStartingWith("LONGTAIL_CACHE_BYTES is '%s': must be a number of bytes", bytes);
  }
}
