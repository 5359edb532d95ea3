package org.longtail.schemas.arrow;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;

/** How the buffers of a file are compressed; every reader understands all of them. */
public enum Compression {
  NONE(CodecType.NO_COMPRESSION),
  LZ4(CodecType.LZ4_FRAME),
  ZSTD(CodecType.ZSTD);

  private final CodecType codec;

  Compression(CodecType codec) {
    this.codec = codec;
  }

  CodecType codec() {
    return codec;
  }

  CompressionCodec.Factory factory() {
    return this == NONE ? NoCompressionCodec.Factory.INSTANCE : CommonsCompressionFactory.INSTANCE;
  }

  /**
   * The compression of this name, such as {@code zstd}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Compression of(String name) {
    return Arrays.stream(values())
        .filter(compression -> compression.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "compression '%s': must be one of %s",
                        name,
                        Arrays.stream(values())
                            .map(Compression::id)
                            .collect(Collectors.joining(", ")))));
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
