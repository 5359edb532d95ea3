package org.longtail.schemas.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Takes a record batch apart into its columns. Its description must fit the schema, and its buffers
 * must follow each other and fill the body, as all writers lay them out.
 */
final class RecordBatchReader {

  /** Buffers begin at multiples of 8, or of 64, bytes; a writer keeps to one of these. */
  private static final int[] ALIGNMENTS = {8, 64};

  private final Schema schema;
  private final RecordBatch batch;
  private final ByteBuffer body;
  private final Decompressor decompressor;
  private int node;
  private int buffer;

  private RecordBatchReader(
      Schema schema, RecordBatch batch, ByteBuffer body, Decompressor decompressor) {
    this.schema = schema;
    this.batch = batch;
    this.body = body;
    this.decompressor = decompressor;
  }

  /**
   * A batch whose description was found right.
   *
   * @param metadata the description
   * @param body the buffers
   * @param heapLeft how many bytes the batches of the file may still take on the heap
   * @throws MalformedFileException if the description does not fit the schema or the body
   */
  static RecordBatchReader of(
      Schema schema, ByteBuffer metadata, ByteBuffer body, AtomicLong heapLeft) {
    Message message = Message.getRootAsMessage(metadata);
    if (message.headerType() != MessageHeader.RecordBatch) {
      throw new MalformedFileException("a record batch is of another kind");
    }
    RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
    if (batch == null || message.bodyLength() != body.limit()) {
      throw new MalformedFileException("a record batch has not the size that it says");
    }
    RecordBatchReader reader =
        new RecordBatchReader(schema, batch, body, Decompressor.of(batch.compression(), heapLeft));
    reader.checkCounts();
    reader.checkBuffers();
    return reader;
  }

  /** Number of rows. */
  int rows() {
    return (int) batch.length();
  }

  private void checkCounts() {
    int nodes = 0;
    int buffers = 0;
    for (Field column : schema.getFields()) {
      boolean list = column.getType() instanceof ArrowType.List;
      nodes += list ? 2 : 1;
      buffers += buffers(column) + (list ? buffers(column.getChildren().get(0)) : 0);
    }
    if (batch.nodesLength() != nodes || batch.buffersLength() != buffers) {
      throw new MalformedFileException("a record batch has not the columns of the schema");
    }
    for (int i = 0; i < nodes; i++) {
      long length = batch.nodes(i).length();
      if (length < 0 || length > Integer.MAX_VALUE - 64 || batch.nodes(i).nullCount() != 0) {
        throw new MalformedFileException(
            String.format(
                Locale.ROOT,
                "a column of %d values, %d of them missing; none may be missing",
                length,
                batch.nodes(i).nullCount()));
      }
    }
    if (batch.length() < 0 || batch.length() > Integer.MAX_VALUE - 64) {
      throw new MalformedFileException(String.format(Locale.ROOT, "%d rows", batch.length()));
    }
  }

  private static int buffers(Field field) {
    ArrowType type = field.getType();
    if (type instanceof ArrowType.Utf8 || type instanceof ArrowType.Binary) {
      return 3;
    }
    if (type instanceof ArrowType.List
        || type instanceof ArrowType.Int
        || type instanceof ArrowType.FloatingPoint
        || type instanceof ArrowType.Bool) {
      return 2;
    }
    throw new MalformedFileException(
        String.format(Locale.ROOT, "column %s is of a type that is not read", field));
  }

  private void checkBuffers() {
    for (int alignment : ALIGNMENTS) {
      if (follow(alignment)) {
        return;
      }
    }
    throw new MalformedFileException("the buffers of a record batch do not follow each other");
  }

  private boolean follow(int alignment) {
    long end = 0;
    for (int i = 0; i < batch.buffersLength(); i++) {
      Buffer place = batch.buffers(i);
      if (place.offset() != end || place.length() < 0 || place.length() > body.limit() - end) {
        return false;
      }
      end = aligned(end + place.length(), alignment);
    }
    return end == body.limit();
  }

  private static long aligned(long length, int alignment) {
    return (length + alignment - 1) / alignment * alignment;
  }

  /**
   * The columns.
   *
   * @throws MalformedFileException if one of them does not have what its rows need
   */
  Batch columns() {
    node = 0;
    buffer = 0;
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Field field : schema.getFields()) {
      Column column = column(field);
      if (column.length() != rows() || columns.put(field.getName(), column) != null) {
        throw new MalformedFileException(
            String.format(
                Locale.ROOT,
                "column %s is there twice, or not as long as others",
                field.getName()));
      }
    }
    return new Batch(rows(), columns);
  }

  private Column column(Field field) {
    FieldNode own = batch.nodes(node++);
    int length = (int) own.length();
    nextBuffer((length + 7L) / 8); // which values are missing: none
    ArrowType type = field.getType();
    if (type instanceof ArrowType.List) {
      ByteBuffer offsets = offsets(length);
      Column child = column(field.getChildren().get(0));
      return Column.list(length, Column.checked(offsets, length, child.length()), child);
    }
    if (type instanceof ArrowType.Utf8 || type instanceof ArrowType.Binary) {
      ByteBuffer offsets = offsets(length);
      int last = length == 0 ? 0 : Math.max(0, offsets.getInt(length * Integer.BYTES));
      ByteBuffer data = nextBuffer(last);
      return Column.bytes(length, Column.checked(offsets, length, data.limit()), data);
    }
    long needed = ((long) length * bits(type) + 7) / 8;
    ByteBuffer values = nextBuffer(needed);
    if (values.limit() < needed) {
      throw new MalformedFileException(
          String.format(Locale.ROOT, "column %s is too short", field.getName()));
    }
    return Column.values(length, values);
  }

  private static int bits(ArrowType type) {
    if (type instanceof ArrowType.Bool) {
      return 1;
    }
    if (type instanceof ArrowType.Int integer) {
      return integer.getBitWidth();
    }
    return switch (((ArrowType.FloatingPoint) type).getPrecision()) {
      case HALF -> 16;
      case SINGLE -> 32;
      case DOUBLE -> 64;
    };
  }

  /** A column without rows may have no offsets at all. */
  private ByteBuffer offsets(int length) {
    long needed = (length + 1L) * Integer.BYTES;
    ByteBuffer offsets = nextBuffer(needed);
    if (length > 0 && offsets.limit() < needed) {
      throw new MalformedFileException("a column has fewer offsets than values");
    }
    return offsets;
  }

  /**
   * The next buffer, decompressed if need be.
   *
   * @param needed how many bytes of it are needed at most
   */
  private ByteBuffer nextBuffer(long needed) {
    Buffer place = batch.buffers(buffer++);
    ByteBuffer raw =
        body.slice((int) place.offset(), (int) place.length()).order(ByteOrder.LITTLE_ENDIAN);
    return decompressor.decompressed(raw, needed);
  }
}
