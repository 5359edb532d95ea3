package org.longtail.schemas.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column, or of a column of lists, in a buffer that is never changed.
 *
 * @param length number of values
 * @param offsets where each value begins in the content, {@code [length + 1]}; null if all values
 *     are of one size
 * @param content the values themselves, or their bytes
 * @param child the values of all lists, one list after the other; null if these are not lists
 */
record Column(
    int length, @Nullable ByteBuffer offsets, ByteBuffer content, @Nullable Column child) {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** A column of numbers or bits. */
  static Column values(int length, ByteBuffer content) {
    return new Column(length, null, content, null);
  }

  /** A column of texts or bytes. */
  static Column bytes(int length, ByteBuffer offsets, ByteBuffer content) {
    return new Column(length, offsets, content, null);
  }

  /** A column of lists. */
  static Column list(int length, ByteBuffer offsets, Column child) {
    return new Column(length, offsets, NOTHING, child);
  }

  /**
   * Offsets that were found right: none before the one before it, and all within the content.
   *
   * @throws MalformedFileException if they are not
   */
  static ByteBuffer checked(ByteBuffer offsets, int length, int end) {
    if (length > 0) {
      int before = offsets.getInt(0);
      if (before < 0) {
        throw new MalformedFileException(
            String.format(Locale.ROOT, "offset %d is below 0", before));
      }
      for (int i = 1; i <= length; i++) {
        int offset = offsets.getInt(i * Integer.BYTES);
        if (offset < before) {
          throw new MalformedFileException(
              String.format(Locale.ROOT, "offset %d comes after offset %d", offset, before));
        }
        before = offset;
      }
      if (before > end) {
        throw new MalformedFileException(
            String.format(Locale.ROOT, "offset %d is beyond the end, %d", before, end));
      }
    }
    return offsets;
  }

  /** Where a value, or a list's first value, is. */
  int start(int row) {
    return offset(row);
  }

  /** How many bytes or values it has. */
  int size(int row) {
    return offset(row + 1) - offset(row);
  }

  private int offset(int i) {
    if (offsets == null) {
      throw new MalformedFileException("a column holds single values, not lists or texts");
    }
    return offsets.getInt(i * Integer.BYTES);
  }

  /** The values of the lists. */
  Column values() {
    if (child == null) {
      throw new MalformedFileException("a column holds single values, not lists");
    }
    return child;
  }

  /** A part of the bytes. */
  ByteBuffer slice(int from, int bytes) {
    return content.slice(from, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean bit(int i) {
    return (content.get(i >> 3) >> (i & 7) & 1) == 1;
  }

  /** A run of bits, eight bytes at a time. */
  BitSet bits(int from, int size) {
    int firstByte = from >> 3;
    int shift = from & 7;
    byte[] covering = new byte[(int) ((shift + (size + 7L)) / 8)];
    content.get(firstByte, covering);
    long[] words = new long[(size + 63) / 64];
    ByteBuffer padded =
        ByteBuffer.allocate((words.length + 1) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    padded.put(0, covering);
    for (int i = 0; i < words.length; i++) {
      long word = padded.getLong(i * Long.BYTES) >>> shift;
      long next = padded.getLong((i + 1) * Long.BYTES);
      words[i] = shift == 0 ? word : word | next << (64 - shift);
    }
    BitSet bits = BitSet.valueOf(words);
    bits.clear(size, Math.max(size, bits.length()));
    return bits;
  }
}
