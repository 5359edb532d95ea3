package org.longtail.schemas.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * What a file's content comes to, by one reading.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param crc32c checksum in base64, most significant byte first, as Google Cloud Storage has it
 * @param bytes size
 */
record FileDigests(String sha256, String crc32c, long bytes) {

  private static final int BUFFER_BYTES = 1 << 20;

  static FileDigests of(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return of(content);
    }
  }

  static FileDigests of(InputStream content) throws IOException {
    MessageDigest sha256 = Sha256.algorithm();
    CRC32C crc32c = new CRC32C();
    InputStream both = new CheckedInputStream(new DigestInputStream(content, sha256), crc32c);
    long bytes = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = both.read(buffer); read >= 0; read = both.read(buffer)) {
      bytes += read;
    }
    return new FileDigests(Sha256.hex(sha256.digest()), base64((int) crc32c.getValue()), bytes);
  }

  /** A checksum as Google Cloud Storage has it. */
  static String base64(int checksum) {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt(checksum).array());
  }
}
