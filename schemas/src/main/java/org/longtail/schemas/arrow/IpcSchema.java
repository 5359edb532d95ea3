package org.longtail.schemas.arrow;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Reads a schema. Within it, many things may point at one, or in a circle; so it is counted before
 * it is made.
 */
final class IpcSchema {

  private int fields;
  private long bytes;

  private IpcSchema() {}

  /**
   * A schema of columns, and lists of columns.
   *
   * @throws MalformedFileException if it is of another kind, or has too much
   */
  static Schema of(org.apache.arrow.flatbuf.Schema schema) {
    if (schema.endianness() != Endianness.Little) {
      throw new MalformedFileException("its numbers are big-endian");
    }
    IpcSchema counted = new IpcSchema();
    for (int i = 0; i < schema.fieldsLength(); i++) {
      counted.count(schema.fields(i), true);
    }
    for (int i = 0; i < schema.customMetadataLength(); i++) {
      counted.count(schema.customMetadata(i));
    }
    return Schema.convertSchema(schema);
  }

  private void count(Field field, boolean mayHaveChildren) {
    countField();
    countName(field.nameAsByteBuffer());
    for (int i = 0; i < field.customMetadataLength(); i++) {
      count(field.customMetadata(i));
    }
    if (field.dictionary() != null) {
      throw new MalformedFileException("a column has a dictionary, which is not read");
    }
    if (field.childrenLength() > (mayHaveChildren ? 1 : 0)) {
      throw new MalformedFileException("a column is neither plain nor a plain list");
    }
    if (field.childrenLength() == 1) {
      count(field.children(0), false);
    }
  }

  private void count(KeyValue metadata) {
    countField();
    countName(metadata.keyAsByteBuffer());
    countBytes(metadata.valueAsByteBuffer());
  }

  private void countField() {
    if (++fields > Limits.COLUMNS) {
      throw new MalformedFileException(
          String.format(Locale.ROOT, "more than %d columns", Limits.COLUMNS));
    }
  }

  private void countName(ByteBuffer name) {
    if (name.remaining() > Limits.NAME_BYTES) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT,
              "a name of %d bytes; %d are allowed",
              name.remaining(),
              Limits.NAME_BYTES));
    }
    countBytes(name);
  }

  private void countBytes(ByteBuffer text) {
    bytes += text.remaining();
    if (bytes > Limits.METADATA_BYTES) {
      throw new MalformedFileException(
          String.format(Locale.ROOT, "more than %d bytes of metadata", Limits.METADATA_BYTES));
    }
  }
}
