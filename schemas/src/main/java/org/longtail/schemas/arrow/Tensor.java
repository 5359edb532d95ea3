package org.longtail.schemas.arrow;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A named tensor in row-major order: on the heap, or in a file that is mapped into memory. Arrays
 * are handed over, not copied: whoever makes a tensor gives them up. May be shared between threads.
 */
public final class Tensor {

  private final String name;
  private final long[] shape;
  private final int size;
  private final @Nullable FloatBuffer inFile;
  private volatile float @Nullable [] onHeap;

  /**
   * A tensor on the heap.
   *
   * @param name its PyTorch {@code state_dict} name
   * @param shape size of each dimension
   * @param values as many as the product of the shape
   */
  public Tensor(String name, long[] shape, float[] values) {
    this(name, shape, values.length, null, values);
    long positions = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (positions != size) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor %s: shape %s has %d positions, but there are %d values",
              name,
              Arrays.toString(shape),
              positions,
              size));
    }
  }

  private Tensor(
      String name,
      long[] shape,
      int size,
      @Nullable FloatBuffer inFile,
      float @Nullable [] onHeap) {
    this.name = name;
    this.shape = shape;
    this.size = size;
    this.inFile = inFile;
    this.onHeap = onHeap;
  }

  /** A tensor whose values lie in a file, as many as its shape has positions. */
  static Tensor inFile(TensorShape shape, ByteBuffer bytes) {
    FloatBuffer values = bytes.asFloatBuffer();
    return new Tensor(shape.name(), shape.shape(), values.remaining(), values, null);
  }

  /** Its PyTorch {@code state_dict} name. */
  public String name() {
    return name;
  }

  /** Size of each dimension. */
  public long[] shape() {
    return shape;
  }

  /** Number of values. */
  public int size() {
    return size;
  }

  /** The values on the heap; those that lie in a file are copied there the first time. */
  public float[] values() {
    float[] values = onHeap;
    if (values == null) {
      values = new float[size];
      copyTo(FloatBuffer.wrap(values));
      onHeap = values;
    }
    return values;
  }

  /**
   * Copies the values, without a copy on the heap if they lie in a file.
   *
   * @param target with room for {@link #size} values from its position on
   */
  public void copyTo(FloatBuffer target) {
    float[] values = onHeap;
    if (values != null) {
      target.put(values);
    } else if (inFile != null) {
      target.put(inFile.duplicate());
    }
  }

  /** The same tensor under another name. */
  Tensor named(String other) {
    return new Tensor(other, shape, size, inFile, onHeap);
  }

  /** The same tensor with other values. */
  public Tensor withValues(float[] others) {
    return new Tensor(name, shape, others);
  }

  @Override
  public String toString() {
    return name + Arrays.toString(shape);
  }
}
