package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The parts of an IPC file: where its record batches lie, and what is in them. The batches are
 * mapped into memory, which takes address space, not heap; a mapping lasts as long as something
 * refers to it. Whatever a file says is checked against its size before it is believed.
 *
 * <pre>
 * magic | schema | batch | batch | ... | end marker | footer | length of footer | magic
 * </pre>
 */
final class IpcFile {

  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 8;
  private static final int TAIL = Integer.BYTES + 6;
  private static final int CONTINUATION = -1;
  private static final int MESSAGE_PREFIX = 2 * Integer.BYTES;

  /** Batches are mapped together as far as they go: a process may have just so many mappings. */
  private static final long MAPPED_AT_ONCE = 1L << 30;

  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final AtomicLong heapLeft = new AtomicLong(Limits.heapBytes());

  private IpcFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
  }

  /**
   * What is in a file.
   *
   * @param schema its columns and metadata
   * @param batches its record batches, uncompressed or not
   * @param bytes its size
   */
  record Contents(Schema schema, List<RecordBatchReader> batches, long bytes) {}

  /** Where a record batch lies: its description, then its buffers. */
  private record Place(long offset, int metadata, long body) {
    long end() {
      return offset + metadata + body;
    }
  }

  /**
   * Opens a file.
   *
   * @throws MalformedFileException if it is not an IPC file, or one that asks for more than it has
   */
  static Contents open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return new IpcFile(path, channel).contents();
    }
  }

  private Contents contents() throws IOException {
    long footerStart = footerStart();
    ByteBuffer bytes = read(footerStart, (int) (size - TAIL - footerStart));
    return MalformedFileException.when(
        "its footer is damaged",
        () -> {
          Footer footer = Footer.getRootAsFooter(bytes);
          if (footer.dictionariesLength() > 0) {
            throw new MalformedFileException("it has dictionaries, which are not read");
          }
          Schema schema = IpcSchema.of(footer.schema());
          long schemaEnd = checkFirst(schema, footerStart);
          return new Contents(
              schema, batches(schema, places(footer, schemaEnd, footerStart)), size);
        });
  }

  private long footerStart() throws IOException {
    if (size < HEAD + TAIL) {
      throw new MalformedFileException(String.format(Locale.ROOT, "%d bytes are too few", size));
    }
    ByteBuffer head = read(0, HEAD);
    ByteBuffer tail = read(size - TAIL, TAIL);
    if (!startsWithMagic(head, 0) || !startsWithMagic(tail, Integer.BYTES)) {
      throw new MalformedFileException("it does not begin and end with ARROW1");
    }
    int length = tail.getInt(0);
    if (length <= 0 || length > Limits.METADATA_BYTES || length > size - HEAD - TAIL) {
      throw new MalformedFileException(
          String.format(Locale.ROOT, "a footer of %d bytes cannot be", length));
    }
    return size - TAIL - length;
  }

  private static boolean startsWithMagic(ByteBuffer buffer, int from) {
    byte[] found = new byte[MAGIC.length];
    buffer.get(from, found);
    return Arrays.equals(found, MAGIC);
  }

  /** The schema is there twice: a file in which the two differ is damaged. Gives its end. */
  private long checkFirst(Schema schema, long footerStart) throws IOException {
    if (footerStart < HEAD + MESSAGE_PREFIX) {
      throw new MalformedFileException("it has no schema");
    }
    ByteBuffer prefix = read(HEAD, MESSAGE_PREFIX);
    int length = prefix.getInt(Integer.BYTES);
    if (prefix.getInt(0) != CONTINUATION
        || length < 0
        || length > Limits.METADATA_BYTES
        || length > footerStart - HEAD - MESSAGE_PREFIX) {
      throw new MalformedFileException("its schema is damaged");
    }
    Message message = Message.getRootAsMessage(read(HEAD + MESSAGE_PREFIX, length));
    if (message.headerType() != MessageHeader.Schema
        || message.bodyLength() != 0
        || !(message.header(new org.apache.arrow.flatbuf.Schema())
            instanceof org.apache.arrow.flatbuf.Schema first)
        || !IpcSchema.of(first).equals(schema)) {
      throw new MalformedFileException("its footer has not the schema that it begins with");
    }
    return HEAD + MESSAGE_PREFIX + (long) length;
  }

  /**
   * The batches follow each other from the schema to the footer: none is left out or there twice.
   */
  private List<Place> places(Footer footer, long schemaEnd, long footerStart) {
    List<Place> places = new ArrayList<>();
    long end = schemaEnd;
    for (int i = 0; i < footer.recordBatchesLength(); i++) {
      Block block = footer.recordBatches(i);
      Place place = new Place(block.offset(), block.metaDataLength(), block.bodyLength());
      if (place.offset() != end
          || place.metadata() < MESSAGE_PREFIX
          || place.metadata() > Limits.METADATA_BYTES
          || place.body() < 0
          || place.body() > Limits.BATCH_BYTES - place.metadata()
          || place.end() > footerStart) {
        throw new MalformedFileException(
            String.format(Locale.ROOT, "record batch %d is at no place it can be", i));
      }
      places.add(place);
      end = place.end();
    }
    if (end != footerStart && end + MESSAGE_PREFIX != footerStart) {
      throw new MalformedFileException("its record batches do not reach to its footer");
    }
    return places;
  }

  private List<RecordBatchReader> batches(Schema schema, List<Place> places) throws IOException {
    List<RecordBatchReader> batches = new ArrayList<>();
    for (int from = 0; from < places.size(); ) {
      long start = places.get(from).offset();
      int to = from + 1;
      while (to < places.size() && places.get(to).end() - start <= MAPPED_AT_ONCE) {
        to++;
      }
      ByteBuffer mapped = map(start, places.get(to - 1).end() - start);
      for (Place place : places.subList(from, to)) {
        ByteBuffer message = slice(mapped, place.offset() - start, place.end() - place.offset());
        batches.add(batch(schema, place, message));
      }
      from = to;
    }
    return batches;
  }

  private RecordBatchReader batch(Schema schema, Place place, ByteBuffer message)
      throws IOException {
    int length = message.getInt(Integer.BYTES);
    if (message.getInt(0) != CONTINUATION || length != place.metadata() - MESSAGE_PREFIX) {
      throw new MalformedFileException("a record batch does not begin as one");
    }
    byte[] metadata = new byte[length];
    message.get(MESSAGE_PREFIX, metadata);
    ByteBuffer body = slice(message, place.metadata(), place.body());
    return MalformedFileException.when(
        "the description of a record batch is damaged",
        () ->
            RecordBatchReader.of(
                schema, ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN), body, heapLeft));
  }

  private ByteBuffer map(long from, long length) throws IOException {
    if (channel.size() != size) { // mapping more than there is makes the file longer
      throw new IOException(String.format(Locale.ROOT, "%s changed while it was read", path));
    }
    return channel.map(FileChannel.MapMode.READ_ONLY, from, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer slice(ByteBuffer buffer, long from, long length) {
    return buffer.slice((int) from, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer read(long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new MalformedFileException("it is cut off");
      }
    }
    return buffer.flip();
  }
}
