package org.longtail.schemas.arrow;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses the buffers of one record batch onto the heap. Arrow's own codec for LZ4 takes in
 * whatever comes out; here no buffer may be larger than its column needs, nor all of a file's
 * together than the heap allows.
 */
final class Decompressor {

  /** Writers fill up to this many bytes. */
  private static final int PADDING = 64;

  private static final long NOT_COMPRESSED = -1;

  private final @Nullable Method method;
  private final AtomicLong left;

  /** Fills a buffer from compressed bytes. */
  @FunctionalInterface
  private interface Method {
    boolean fill(byte[] target, byte[] compressed) throws IOException;
  }

  private Decompressor(@Nullable Method method, AtomicLong left) {
    this.method = method;
    this.left = left;
  }

  /**
   * A decompressor of one record batch.
   *
   * @param left how many bytes the batches of the file may still take on the heap
   */
  static Decompressor of(@Nullable BodyCompression compression, AtomicLong left) {
    if (compression == null) {
      return new Decompressor(null, left);
    }
    if (compression.method() != BodyCompressionMethod.BUFFER) {
      throw new MalformedFileException("it is compressed in a way that is not read");
    }
    return new Decompressor(
        switch (compression.codec()) {
          case CompressionType.LZ4_FRAME -> Decompressor::fillFromLz4;
          case CompressionType.ZSTD -> Decompressor::fillFromZstd;
          default ->
              throw new MalformedFileException(
                  String.format(
                      Locale.ROOT,
                      "it is compressed by codec %d, which is not read",
                      compression.codec()));
        },
        left);
  }

  /**
   * A buffer as it was before it was compressed.
   *
   * @param buffer the uncompressed length, then the bytes
   * @param needed how many bytes are needed at most
   */
  ByteBuffer decompressed(ByteBuffer buffer, long needed) {
    if (method == null || buffer.limit() == 0) {
      return buffer;
    }
    if (buffer.limit() < Long.BYTES) {
      throw new MalformedFileException("a compressed buffer is too short");
    }
    long length = buffer.getLong(0);
    ByteBuffer bytes =
        buffer.slice(Long.BYTES, buffer.limit() - Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (length == NOT_COMPRESSED) {
      return bytes;
    }
    if (length < 0 || length > needed + PADDING || left.addAndGet(-length) < 0) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT,
              "a compressed buffer of %d bytes, of which %d are needed; the heap allows %d",
              length,
              needed,
              Limits.heapBytes()));
    }
    byte[] compressed = new byte[bytes.limit()];
    bytes.get(0, compressed);
    byte[] target = new byte[(int) length];
    try {
      if (length > 0 && !method.fill(target, compressed)) {
        throw new MalformedFileException("a compressed buffer has not the length that it says");
      }
    } catch (IOException | ZstdException e) {
      throw new MalformedFileException("a compressed buffer is damaged: " + e.getMessage());
    }
    return ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static boolean fillFromZstd(byte[] target, byte[] compressed) {
    return Zstd.decompress(target, compressed) == target.length;
  }

  private static boolean fillFromLz4(byte[] target, byte[] compressed) throws IOException {
    try (InputStream in =
        new FramedLZ4CompressorInputStream(new ByteArrayInputStream(compressed))) {
      return in.readNBytes(target, 0, target.length) == target.length && in.read() < 0;
    }
  }
}
