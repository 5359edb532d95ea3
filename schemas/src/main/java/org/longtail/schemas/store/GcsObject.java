package org.longtail.schemas.store;

import com.google.cloud.storage.BlobInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An object of a bucket as it was when it was looked at.
 *
 * @param name below the store's prefix
 * @param generation the server's number for this content under this name
 * @param bytes its size
 * @param crc32c checksum that the server computed, in base64
 * @param created when this content was written, by the server's clock
 * @param metadata what its writer said about it
 */
record GcsObject(
    String name,
    long generation,
    long bytes,
    String crc32c,
    Instant created,
    Map<String, String> metadata) {

  GcsObject {
    metadata = Map.copyOf(metadata);
  }

  /**
   * The object that the client found.
   *
   * @param prefix the store's prefix, which the name begins with
   */
  static GcsObject of(BlobInfo blob, String prefix) {
    return new GcsObject(
        blob.getName().substring(prefix.length()),
        blob.getGeneration(),
        Objects.requireNonNullElse(blob.getSize(), 0L), // emulators say none of an empty object
        Objects.requireNonNullElse(blob.getCrc32c(), ""),
        blob.getCreateTimeOffsetDateTime().toInstant(),
        Objects.requireNonNullElse(blob.getMetadata(), Map.of()));
  }

  /** What the writer said under a key. */
  Optional<String> said(String key) {
    return Optional.ofNullable(metadata.get(key));
  }

  /** The last part of the name. */
  String file() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
