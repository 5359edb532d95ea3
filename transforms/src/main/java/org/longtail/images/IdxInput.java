package org.longtail.images;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file that is being read: a big-endian magic number, its last byte the rank, that many
 * big-endian sizes, then unsigned bytes. The sizes are held against the file's own before anything
 * is allocated for them.
 */
final class IdxInput implements Closeable {

  private static final int GZIP_MAGIC = 0x1f8b;

  /** Deflate cannot make more than this of one byte. */
  private static final long MOST_EXPANSION = 1032;

  private final Path file;
  private final InputStream bytes;
  private int[] sizes = {};

  private IdxInput(Path file, InputStream bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws IllegalArgumentException if it is not an IDX file of this magic number
   */
  static IdxInput open(Path file, int magic) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file));
    try {
      boolean gzipped = isGzipped(raw);
      IdxInput input = new IdxInput(file, gzipped ? gunzipped(file, raw) : raw);
      input.readHeader(magic, gzipped);
      return input;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** A size of the tensor. */
  int size(int axis) {
    return sizes[axis];
  }

  /** The next bytes of the content. */
  byte[] next(int count) throws IOException {
    byte[] next;
    try {
      next = bytes.readNBytes(count);
    } catch (EOFException e) {
      throw new IllegalArgumentException(truncated(), e);
    } catch (ZipException e) {
      throw damaged(file, e);
    }
    if (next.length < count) {
      throw new IllegalArgumentException(truncated());
    }
    return next;
  }

  /** Makes sure that nothing follows, and that a gzipped file's checksum is right. */
  void end() throws IOException {
    try {
      if (bytes.read() >= 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s is too long: content follows the %s values of its header; get the file again",
                file,
                shape()));
      }
    } catch (EOFException e) {
      throw new IllegalArgumentException(truncated(), e);
    } catch (ZipException e) {
      throw damaged(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  private void readHeader(int magic, boolean gzipped) throws IOException {
    int found = ByteBuffer.wrap(next(Integer.BYTES)).getInt();
    if (found != magic) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: magic number 0x%08x must be 0x%08x; an IDX file of images has 0x%08x, of labels 0x%08x",
              file,
              found,
              magic,
              IdxFile.IMAGES,
              IdxFile.LABELS));
    }
    int rank = magic & 0xff;
    ByteBuffer header = ByteBuffer.wrap(next(rank * Integer.BYTES));
    sizes = new int[rank];
    long content = 1;
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = header.getInt();
      if (sizes[axis] < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: size %d of axis %d must be in 1..%d; get the file again",
                file,
                sizes[axis],
                axis,
                Integer.MAX_VALUE));
      }
      content = saturatedProduct(content, sizes[axis]);
    }
    checkContent(content, gzipped);
  }

  private void checkContent(long content, boolean gzipped) throws IOException {
    long stored = Files.size(file);
    long most = gzipped ? stored * MOST_EXPANSION : stored - (1L + sizes.length) * Integer.BYTES;
    if (content > most) {
      throw new IllegalArgumentException(truncated());
    }
  }

  private String truncated() {
    return String.format(
        Locale.ROOT,
        "%s is truncated: it ends before the %s values of its header; get the file again",
        file,
        shape());
  }

  private String shape() {
    StringBuilder shape = new StringBuilder();
    for (int size : sizes) {
      shape.append(shape.isEmpty() ? "" : "x").append(size);
    }
    return shape.toString();
  }

  private static long saturatedProduct(long left, int right) {
    return left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
  }

  private static boolean isGzipped(BufferedInputStream raw) throws IOException {
    raw.mark(Short.BYTES);
    byte[] start = raw.readNBytes(Short.BYTES);
    raw.reset();
    return start.length == Short.BYTES
        && Short.toUnsignedInt(ByteBuffer.wrap(start).getShort()) == GZIP_MAGIC;
  }

  private static InputStream gunzipped(Path file, InputStream raw) throws IOException {
    try {
      return new BufferedInputStream(new GZIPInputStream(raw));
    } catch (EOFException | ZipException e) {
      throw damaged(file, e);
    }
  }

  private static IllegalArgumentException damaged(Path file, IOException cause) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s is a damaged gzip file (%s); get the file again",
            file,
            cause.getMessage()),
        cause);
  }
}
