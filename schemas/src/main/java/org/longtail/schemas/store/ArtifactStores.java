package org.longtail.schemas.store;

import java.nio.file.Path;

/** Opens an artifact store by its URI. */
public final class ArtifactStores {

  private ArtifactStores() {}

  /**
   * The store at a place.
   *
   * @param uri a folder of this machine, as a path or as {@code file:///path}; made on first write
   * @throws IllegalArgumentException if no store is known for the URI's scheme
   */
  public static ArtifactStore open(String uri) {
    int scheme = uri.indexOf("://");
    if (scheme < 0) {
      return new LocalStore(uri, Path.of(uri).toAbsolutePath().normalize());
    }
    if (uri.startsWith("file://")) {
      return new LocalStore(uri, Path.of(uri.substring("file://".length())).normalize());
    }
    throw new IllegalArgumentException(
        "store '%s': scheme '%s' is not supported; give a folder or file:///path"
            .formatted(uri, uri.substring(0, scheme)));
  }
}
