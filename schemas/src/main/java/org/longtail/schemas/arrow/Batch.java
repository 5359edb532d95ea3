package org.longtail.schemas.arrow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Map;

/**
 * The rows of one record batch.
 *
 * @param rows number of rows
 * @param columns by name
 */
record Batch(int rows, Map<String, Column> columns) {

  private Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new MalformedFileException("there is no column " + name);
    }
    return column;
  }

  String text(String column, int row) {
    ByteBuffer bytes = bytes(column, row);
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  /** The bytes of a value; they stay where they are. */
  ByteBuffer bytes(String column, int row) {
    Column bytes = column(column);
    return bytes.slice(bytes.start(row), bytes.size(row));
  }

  int int32(String column, int row) {
    return column(column).content().getInt(row * Integer.BYTES);
  }

  long int64(String column, int row) {
    return column(column).content().getLong(row * Long.BYTES);
  }

  double float64(String column, int row) {
    return column(column).content().getDouble(row * Double.BYTES);
  }

  boolean bool(String column, int row) {
    return column(column).bit(row);
  }

  /** How many values a list has. */
  int size(String column, int row) {
    return column(column).size(row);
  }

  long[] longs(String column, int row) {
    long[] values = new long[size(column, row)];
    list(column, row, Long.BYTES).asLongBuffer().get(values);
    return values;
  }

  float[] floats(String column, int row) {
    float[] values = new float[size(column, row)];
    floatBytes(column, row).asFloatBuffer().get(values);
    return values;
  }

  /** The bytes of a list of floats; they stay where they are. */
  ByteBuffer floatBytes(String column, int row) {
    return list(column, row, Float.BYTES);
  }

  BitSet bits(String column, int row) {
    Column lists = column(column);
    return lists.values().bits(lists.start(row), lists.size(row));
  }

  private ByteBuffer list(String column, int row, int width) {
    Column lists = column(column);
    return lists.values().slice(lists.start(row) * width, lists.size(row) * width);
  }
}
