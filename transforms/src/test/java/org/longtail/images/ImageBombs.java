package org.longtail.images;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Image files that are small and ask for much. */
final class ImageBombs {

  private static final HexFormat HEX = HexFormat.of();
  private static final int BLOCK = 8;

  /** Blocks that a code of a bit and 14 bits of zeros skips. */
  private static final int SKIPPED = 1 << 14;

  private ImageBombs() {}

  /**
   * A grey progressive JPEG, all of it black, of one scan for its DC values and more for its AC.
   */
  static byte[] jpeg(int height, int width, int scans) {
    int blocks = ((height + BLOCK - 1) / BLOCK) * ((width + BLOCK - 1) / BLOCK);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(jpegHeader(height, width));
    for (int scan = 0; scan < scans; scan++) {
      bytes.writeBytes(HEX.parseHex("ffda0008" + "010100" + (scan == 0 ? "0000" : "013f") + "00"));
      int bits = scan == 0 ? blocks : (blocks + SKIPPED - 1) / SKIPPED * 15;
      bytes.writeBytes(new byte[(bits + Byte.SIZE - 1) / Byte.SIZE]);
    }
    bytes.writeBytes(HEX.parseHex("ffd9"));
    return bytes.toByteArray();
  }

  /** A JPEG of so many bytes, of which the header says that it is of this size. */
  static byte[] hollowJpeg(int height, int width, int length) {
    return Arrays.copyOf(jpegHeader(height, width), length);
  }

  /** Quantisation by 1, the frame, and two tables of one code each: DC of 0, and skipped blocks. */
  private static byte[] jpegHeader(int height, int width) {
    return HEX.parseHex(
        "ffd8"
            + ("ffdb0043" + "00" + "01".repeat(64))
            + ("ffc2000b" + "08" + hex(height) + hex(width) + "01" + "011100")
            + ("ffc40014" + "00" + "01" + "00".repeat(15) + "00")
            + ("ffc40014" + "10" + "01" + "00".repeat(15) + "e0"));
  }

  /** A PNG in black and white, all of it black, that holds what it claims. */
  static byte[] png(int height, int width) {
    ByteArrayOutputStream black = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(black)) {
      byte[] row = new byte[1 + (width + Byte.SIZE - 1) / Byte.SIZE];
      for (int y = 0; y < height; y++) {
        deflated.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png(height, width, 1, 0, black.toByteArray());
  }

  /** A PNG of which the header says that it is of this size. */
  static byte[] png(int height, int width, int depth, int colours, byte[] deflated) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HEX.parseHex("89504e470d0a1a0a"));
    writeChunk(
        bytes,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) depth)
            .put((byte) colours)
            .array());
    writeChunk(bytes, "IDAT", deflated);
    writeChunk(bytes, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void writeChunk(ByteArrayOutputStream bytes, String name, byte[] content) {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(type);
    sum.update(content);
    try (DataOutputStream chunk = new DataOutputStream(bytes)) {
      chunk.writeInt(content.length);
      chunk.write(type);
      chunk.write(content);
      chunk.writeInt((int) sum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hex(int side) {
    return HEX.toHexDigits((short) side);
  }
}
