package org.longtail.schemas.store;

import java.util.Locale;
import org.longtail.schemas.FilePath;

/** Opens an artifact store by its URI. */
public final class ArtifactStores {

  private ArtifactStores() {}

  /**
   * The store at a place.
   *
   * @param uri a folder of this machine, as a path or as {@code file:///path}, made on first write;
   *     or {@code gs://bucket/prefix}, with Google's application default credentials, or those of
   *     the emulator whose host {@code STORAGE_EMULATOR_HOST} names
   * @throws IllegalArgumentException if the URI names no place of a store, or one that this process
   *     cannot open
   * @throws StoreException if there are no credentials
   */
  public static ArtifactStore open(String uri) {
    if (uri.isBlank()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "store '%s': must not be empty; give a folder, file:///path or gs://bucket/prefix",
              uri));
    }
    int scheme = uri.indexOf("://");
    if (scheme < 0) {
      return new LocalStore(uri, FilePath.of(uri).toAbsolutePath().normalize());
    }
    if (uri.startsWith("file://")) {
      return new LocalStore(uri, FilePath.of(uri.substring("file://".length())).normalize());
    }
    if (uri.startsWith("gs://")) {
      return GcsStore.open(uri);
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "store '%s': scheme '%s' is not supported; give a folder, file:///path or gs://bucket/prefix",
            uri,
            uri.substring(0, scheme)));
  }
}
