package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.longtail.schemas.store.StoreException;

/**
 * The rows of an images file whose pixels stay in the file until they are asked for: each record
 * batch is mapped into memory, which takes address space, not heap. The mapping lasts as long as
 * one of the rows.
 */
final class MappedImages {

  /** A message begins with a marker and the length of its metadata. */
  private static final int MESSAGE_PREFIX = 2 * Integer.BYTES;

  /** The buffers of a batch of columns image, label, pixels, each with its validity first. */
  private static final int IMAGE = 1;

  private static final int LABEL = 3;
  private static final int PIXEL_OFFSETS = 5;
  private static final int PIXELS = 6;
  private static final int BUFFERS = 7;

  private MappedImages() {}

  /**
   * The rows of the blocks.
   *
   * @param file an IPC file with just the columns of an images file, in their order
   * @param blocks its record batches, each of less than 2 GiB
   * @throws StoreException if a batch is not as {@link ImagesFile#write} makes it
   */
  static List<ImagesFile.Image> read(Path file, List<ArrowBlock> blocks) throws IOException {
    List<ImagesFile.Image> images = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (ArrowBlock block : blocks) {
        long length = block.getMetadataLength() + block.getBodyLength();
        if (length > Integer.MAX_VALUE) {
          throw damaged(file, "a record batch of %d bytes is too large to map".formatted(length));
        }
        ByteBuffer message =
            channel
                .map(FileChannel.MapMode.READ_ONLY, block.getOffset(), length)
                .order(ByteOrder.LITTLE_ENDIAN);
        addRows(file, message, block.getMetadataLength(), images);
      }
    }
    return images;
  }

  private static void addRows(
      Path file, ByteBuffer message, int bodyStart, List<ImagesFile.Image> images) {
    RecordBatch batch = batch(file, message);
    int ids = bodyStart + Math.toIntExact(batch.buffers(IMAGE).offset());
    int labels = bodyStart + Math.toIntExact(batch.buffers(LABEL).offset());
    int offsets = bodyStart + Math.toIntExact(batch.buffers(PIXEL_OFFSETS).offset());
    int pixels = bodyStart + Math.toIntExact(batch.buffers(PIXELS).offset());
    for (int row = 0; row < batch.length(); row++) {
      int from = message.getInt(offsets + row * Integer.BYTES);
      int to = message.getInt(offsets + (row + 1) * Integer.BYTES);
      images.add(
          new ImagesFile.Image(
              message.getLong(ids + row * Long.BYTES),
              message.getInt(labels + row * Integer.BYTES),
              PixelBytes.of(message, pixels + from, to - from)));
    }
  }

  private static RecordBatch batch(Path file, ByteBuffer message) {
    ByteBuffer metadata = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    metadata.position(MESSAGE_PREFIX);
    RecordBatch batch = new RecordBatch();
    if (Message.getRootAsMessage(metadata).header(batch) == null
        || batch.buffersLength() != BUFFERS
        || batch.compression() != null) {
      throw damaged(file, "a record batch is not one of uncompressed images");
    }
    return batch;
  }

  private static StoreException damaged(Path file, String what) {
    return new StoreException("%s: %s; compute its step again".formatted(file, what));
  }
}
