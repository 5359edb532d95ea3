package org.longtail.schemas.gcs;

import com.google.api.client.util.DateTime;
import com.google.api.services.storage.model.StorageObject;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** An object on the server: what its writer said about it, what the server knows, its bytes. */
final class StoredObject {

  private final StorageObject resource;
  private final byte[] content;

  /**
   * A new object.
   *
   * @param given what the writer said
   * @throws ApiFault if the writer gave a checksum that is not the content's
   */
  StoredObject(StorageObject given, byte[] content, String bucket, long generation, Instant now) {
    String crc32c = crc32c(content);
    @Nullable String expected = given.getCrc32c();
    if (expected != null && !expected.equals(crc32c)) {
      throw ApiFault.badRequest(
          String.format(
              Locale.ROOT,
              "Provided CRC32C %s doesn't match calculated CRC32C %s.",
              expected,
              crc32c));
    }
    this.content = content;
    this.resource =
        given
            .clone()
            .setKind("storage#object")
            .setBucket(bucket)
            .setGeneration(generation)
            .setMetageneration(1L)
            .setSize(BigInteger.valueOf(content.length))
            .setCrc32c(crc32c)
            .setTimeCreated(new DateTime(now.toEpochMilli()))
            .setUpdated(new DateTime(now.toEpochMilli()));
  }

  static String crc32c(byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }

  String name() {
    return resource.getName();
  }

  long generation() {
    return resource.getGeneration();
  }

  StorageObject resource() {
    return resource;
  }

  byte[] content() {
    return content;
  }
}
