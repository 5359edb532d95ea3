package org.longtail.schemas.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;

/** Moves primitive arrays into Arrow vectors, in bulk where it matters. */
final class Vectors {

  private final VectorSchemaRoot root;

  Vectors(VectorSchemaRoot root) {
    this.root = root;
  }

  void text(String column, int row, String value) {
    ((VarCharVector) root.getVector(column)).setSafe(row, value.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(String column, int row, byte[] value) {
    ((VarBinaryVector) root.getVector(column)).setSafe(row, value);
  }

  void int32(String column, int row, int value) {
    ((IntVector) root.getVector(column)).setSafe(row, value);
  }

  void int64(String column, int row, long value) {
    ((BigIntVector) root.getVector(column)).setSafe(row, value);
  }

  void float64(String column, int row, double value) {
    ((Float8Vector) root.getVector(column)).setSafe(row, value);
  }

  void bool(String column, int row, boolean value) {
    ((BitVector) root.getVector(column)).setSafe(row, value ? 1 : 0);
  }

  /** A short list. */
  void longs(String column, int row, long[] values) {
    ListVector list = list(column);
    int start = list.startNewValue(row);
    BigIntVector data = (BigIntVector) list.getDataVector();
    for (int i = 0; i < values.length; i++) {
      data.setSafe(start + i, values[i]);
    }
    list.endValue(row, values.length);
  }

  /** A short list. */
  void floats(String column, int row, float[] values) {
    ListVector list = list(column);
    int start = list.startNewValue(row);
    Float4Vector data = (Float4Vector) list.getDataVector();
    for (int i = 0; i < values.length; i++) {
      data.setSafe(start + i, values[i]);
    }
    list.endValue(row, values.length);
  }

  /** A column of tensors' values, each copied as one block. */
  void floats(String column, List<Tensor> tensors) {
    ListVector list = list(column);
    Float4Vector data = (Float4Vector) list.getDataVector();
    allocate(data, tensors.stream().mapToLong(Tensor::size).sum());
    for (int row = 0; row < tensors.size(); row++) {
      int size = tensors.get(row).size();
      int start = list.startNewValue(row);
      tensors.get(row).copyTo(block(data.getDataBuffer(), start, size).asFloatBuffer());
      list.endValue(row, size);
    }
  }

  /** A column of masks, 64 bits at a time. */
  void bits(String column, List<Mask> masks) {
    ListVector list = list(column);
    BitVector data = (BitVector) list.getDataVector();
    allocate(data, masks.stream().mapToLong(Mask::size).sum());
    for (int row = 0; row < masks.size(); row++) {
      int start = list.startNewValue(row);
      setBits(data.getDataBuffer(), start, masks.get(row).keep());
      list.endValue(row, masks.get(row).size());
    }
  }

  /** Makes room for values, all of them present, and as many more as one word of bits is long. */
  private static void allocate(BaseFixedWidthVector data, long values) {
    int count = Math.toIntExact(values);
    data.allocateNew(count + Long.SIZE);
    ArrowBuf present = data.getValidityBuffer();
    present.setOne(0, count / Byte.SIZE);
    if (count % Byte.SIZE > 0) {
      present.setByte(count / Byte.SIZE, (1 << count % Byte.SIZE) - 1);
    }
  }

  /** Sets bits in a buffer that has none set from there on. */
  private static void setBits(ArrowBuf buffer, int start, BitSet bits) {
    long[] words = bits.toLongArray();
    long at = (long) start / Long.SIZE * Long.BYTES;
    int shift = start % Long.SIZE;
    for (int i = 0; i < words.length; i++, at += Long.BYTES) {
      buffer.setLong(at, buffer.getLong(at) | words[i] << shift);
      long carried = shift == 0 ? 0 : words[i] >>> (Long.SIZE - shift);
      if (carried != 0) {
        buffer.setLong(at + Long.BYTES, carried);
      }
    }
  }

  private ListVector list(String column) {
    FieldVector vector = root.getVector(column);
    return (ListVector) vector;
  }

  private static ByteBuffer block(ArrowBuf buffer, int start, int values) {
    return buffer
        .nioBuffer((long) start * Float.BYTES, values * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
