package org.longtail.schemas.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;

/** Moves primitive arrays in and out of Arrow vectors, in bulk where it matters. */
final class Vectors {

  private final VectorSchemaRoot root;

  Vectors(VectorSchemaRoot root) {
    this.root = root;
  }

  void text(String column, int row, String value) {
    ((VarCharVector) root.getVector(column)).setSafe(row, value.getBytes(StandardCharsets.UTF_8));
  }

  String text(String column, int row) {
    return new String(((VarCharVector) root.getVector(column)).get(row), StandardCharsets.UTF_8);
  }

  void int32(String column, int row, int value) {
    ((IntVector) root.getVector(column)).setSafe(row, value);
  }

  int int32(String column, int row) {
    return ((IntVector) root.getVector(column)).get(row);
  }

  void int64(String column, int row, long value) {
    ((BigIntVector) root.getVector(column)).setSafe(row, value);
  }

  long int64(String column, int row) {
    return ((BigIntVector) root.getVector(column)).get(row);
  }

  void float64(String column, int row, double value) {
    ((Float8Vector) root.getVector(column)).setSafe(row, value);
  }

  double float64(String column, int row) {
    return ((Float8Vector) root.getVector(column)).get(row);
  }

  void bool(String column, int row, boolean value) {
    ((BitVector) root.getVector(column)).setSafe(row, value ? 1 : 0);
  }

  boolean bool(String column, int row) {
    return ((BitVector) root.getVector(column)).get(row) == 1;
  }

  void longs(String column, int row, long[] values) {
    ListVector list = (ListVector) root.getVector(column);
    int start = list.startNewValue(row);
    BigIntVector data = (BigIntVector) list.getDataVector();
    for (int i = 0; i < values.length; i++) {
      data.setSafe(start + i, values[i]);
    }
    list.endValue(row, values.length);
  }

  long[] longs(String column, int row) {
    ListVector list = (ListVector) root.getVector(column);
    BigIntVector data = (BigIntVector) list.getDataVector();
    int start = list.getElementStartIndex(row);
    long[] values = new long[list.getElementEndIndex(row) - start];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(start + i);
    }
    return values;
  }

  /** Writes the floats as one block and marks them all present. */
  void floats(String column, int row, float[] values) {
    ListVector list = (ListVector) root.getVector(column);
    int start = list.startNewValue(row);
    Float4Vector data = (Float4Vector) list.getDataVector();
    if (values.length > 0) {
      data.setSafe(start + values.length - 1, 0f); // grows the buffers
      block(data.getDataBuffer(), start, values.length).asFloatBuffer().put(values);
      ArrowBuf present = data.getValidityBuffer();
      for (int i = start; i < start + values.length; i++) {
        present.setByte(i >> 3, present.getByte(i >> 3) | (1 << (i & 7)));
      }
    }
    list.endValue(row, values.length);
  }

  float[] floats(String column, int row) {
    ListVector list = (ListVector) root.getVector(column);
    int start = list.getElementStartIndex(row);
    float[] values = new float[list.getElementEndIndex(row) - start];
    block(((Float4Vector) list.getDataVector()).getDataBuffer(), start, values.length)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  void bits(String column, int row, BitSet bits, int size) {
    ListVector list = (ListVector) root.getVector(column);
    int start = list.startNewValue(row);
    BitVector data = (BitVector) list.getDataVector();
    for (int i = 0; i < size; i++) {
      data.setSafe(start + i, bits.get(i) ? 1 : 0);
    }
    list.endValue(row, size);
  }

  BitSet bits(String column, int row) {
    ListVector list = (ListVector) root.getVector(column);
    BitVector data = (BitVector) list.getDataVector();
    int start = list.getElementStartIndex(row);
    int size = list.getElementEndIndex(row) - start;
    BitSet bits = new BitSet(size);
    for (int i = 0; i < size; i++) {
      bits.set(i, data.get(start + i) == 1);
    }
    return bits;
  }

  private static ByteBuffer block(ArrowBuf buffer, int start, int values) {
    return buffer
        .nioBuffer((long) start * Float.BYTES, values * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
