package org.longtail.schemas.arrow;

/**
 * What a file may ask for, checked before anything is allocated: a file may be damaged, or made to
 * harm. All that is not limited here is limited by the file's own size.
 */
final class Limits {

  /** Of a footer, or of the description of a record batch. */
  static final int METADATA_BYTES = 16 << 20;

  /** Of a schema. */
  static final int COLUMNS = 1000;

  /** Of a column's name, or of a key of the metadata. */
  static final int NAME_BYTES = 256;

  /** Of weights, masks and scores. */
  static final int TENSORS = 100_000;

  /** Dimensions of a tensor. */
  static final int RANK = 8;

  /** A batch is mapped as one buffer. */
  static final long BATCH_BYTES = Integer.MAX_VALUE;

  /** What a row takes on the heap at least, as objects. */
  private static final int ROW_BYTES = 128;

  private Limits() {}

  /** Bytes that the content of a file may take on the heap. */
  static long heapBytes() {
    return Runtime.getRuntime().maxMemory() / 4 * 3;
  }

  /** Estimate of what rows take on the heap beside their content. */
  static long rowBytes(long rows) {
    return rows * ROW_BYTES;
  }
}
