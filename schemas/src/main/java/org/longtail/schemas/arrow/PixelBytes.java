package org.longtail.schemas.arrow;

import java.nio.ByteBuffer;

/**
 * The bytes of one image, fetched when they are asked for, as many images do not fit the memory:
 * they may lie in memory, in a file of their own or in a part of an Arrow file. May be shared
 * between threads.
 */
@FunctionalInterface
public interface PixelBytes {

  /**
   * The bytes; those that lie in memory are handed out, not copied: change none of them.
   *
   * @throws java.io.UncheckedIOException if they cannot be read
   */
  byte[] read();

  /** Bytes in memory. */
  static PixelBytes of(byte[] bytes) {
    return () -> bytes;
  }

  /** A buffer that is never changed, copied whenever it is asked for. */
  static PixelBytes of(ByteBuffer buffer) {
    return () -> {
      byte[] bytes = new byte[buffer.limit()];
      buffer.get(0, bytes);
      return bytes;
    };
  }
}
