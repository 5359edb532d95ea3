package org.longtail.runners;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.longtail.schemas.FilePath;

/**
 * Where an artifact store is.
 *
 * @param uri an absolute path or a URI, the same for every process of a run
 */
record StorePlace(String uri) {

  private static final String FILE_SCHEME = "file://";

  /**
   * The place that a person names; a relative path is meant from the current folder.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  static StorePlace of(String given) {
    if (given.isBlank()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "store '%s': must not be empty; give a folder or gs://bucket/prefix, or leave it out",
              given));
    }
    return new StorePlace(
        given.contains("://") ? given : FilePath.of(given).toAbsolutePath().normalize().toString());
  }

  /** The store's folder, if it is on this machine. */
  Optional<Path> folder() {
    if (uri.startsWith(FILE_SCHEME)) {
      return Optional.of(FilePath.of(uri.substring(FILE_SCHEME.length())));
    }
    return uri.contains("://") ? Optional.empty() : Optional.of(FilePath.of(uri));
  }
}
