package org.longtail.schemas.arrow;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Locale;

/**
 * Whether the values of a tensor are numbers. One that is not spoils all that is computed with it,
 * and is then told of far from the file that it came from.
 */
final class FiniteValues {

  /** Values at a time: few enough to stay in the processor's cache. */
  private static final int CHUNK = 1 << 13;

  /** Infinity's bits; without their sign, those of NaN are above it and all numbers' below. */
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private FiniteValues() {}

  /**
   * Checks every value.
   *
   * @param tensor its name
   * @param bytes its values, in row-major order
   * @throws MalformedFileException if one is NaN or infinite; names the first
   */
  static void check(String tensor, ByteBuffer bytes) {
    IntBuffer values = bytes.asIntBuffer();
    int[] chunk = new int[Math.min(CHUNK, values.remaining())];
    for (int from = 0; from < values.limit(); from += chunk.length) {
      int count = Math.min(chunk.length, values.limit() - from);
      values.get(from, chunk, 0, count);
      if (largest(chunk, count) >= INFINITY) {
        throw notFinite(tensor, chunk, from);
      }
    }
  }

  /** The bits of the largest value, without sign: a loop that the compiler makes into few steps. */
  private static int largest(int[] bits, int count) {
    int largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, bits[i] & Integer.MAX_VALUE);
    }
    return largest;
  }

  private static MalformedFileException notFinite(String tensor, int[] bits, int from) {
    int at = 0;
    while ((bits[at] & Integer.MAX_VALUE) < INFINITY) {
      at++;
    }
    return new MalformedFileException(
        String.format(
            Locale.ROOT,
            "tensor '%s' is %s at position %d; every value must be a number, so make the file again",
            tensor,
            Float.intBitsToFloat(bits[at]),
            from + at));
  }
}
