package org.longtail.schemas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads small objects of text, records and events, and checks by the server's checksum that what
 * came is what the server has.
 */
final class GcsText {

  private static final int MOST_READS = 3;

  /** How often an object may be replaced under the reader's eyes before that is strange. */
  private static final int MOST_LOOKS = 20;

  private final GcsBucket bucket;

  GcsText(GcsBucket bucket) {
    this.bucket = bucket;
  }

  /** The present content of an object, or nothing if it is not there. */
  Optional<String> read(String name) {
    for (int look = 1; look <= MOST_LOOKS; look++) {
      Optional<GcsObject> object = bucket.find(name);
      Optional<String> content = object.flatMap(this::read);
      if (content.isPresent() || object.isEmpty()) {
        return content;
      } // else it was replaced meanwhile
    }
    throw new StoreException(
        String.format(Locale.ROOT, "%s changes too fast to be read; try again", bucket.uri(name)));
  }

  /**
   * The content of an object at its generation, or nothing if that is not there any more.
   *
   * @throws StoreException if what comes is again and again not what the server has
   */
  Optional<String> read(GcsObject object) {
    for (int read = 1; read <= MOST_READS; read++) {
      Optional<byte[]> content = bucket.read(object, 0);
      if (content.isEmpty() || isWhole(object, content.get(), new CRC32C())) {
        return content.map(bytes -> new String(bytes, UTF_8));
      }
    }
    throw new StoreException(
        String.format(
            Locale.ROOT,
            "cannot read %s: %d times what came was not what the server has; try again",
            bucket.uri(object.name()),
            MOST_READS));
  }

  /**
   * Whether content is all of an object, or its end, by the server's checksum. Emulators may have
   * none: there is nothing to compare with then.
   *
   * @param before checksum of what comes before that in the object; after this, of all
   */
  static boolean isWhole(GcsObject object, byte[] content, CRC32C before) {
    before.update(content);
    return object.crc32c().isEmpty()
        || object.crc32c().equals(FileDigests.base64((int) before.getValue()));
  }
}
