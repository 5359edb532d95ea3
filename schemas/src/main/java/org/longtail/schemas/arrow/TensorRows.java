package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The rows that weights and importance files share: name, shape and a list of floats. */
final class TensorRows {

  /**
   * A batch ends before it holds more, but for a single tensor. Small batches are filled in memory
   * that the process has at hand: new memory would take longer than the file does.
   */
  private static final long VALUES_PER_BATCH = 1L << 22;

  private TensorRows() {}

  static void write(Vectors vectors, String column, List<Tensor> tensors, ArrowFile.Batches batches)
      throws IOException {
    for (int from = 0; from < tensors.size() || from == 0; ) {
      int to = from;
      long values = 0;
      while (to < tensors.size()
          && (to == from || values + tensors.get(to).size() <= VALUES_PER_BATCH)) {
        values += tensors.get(to).size();
        to++;
      }
      List<Tensor> some = tensors.subList(from, to);
      for (int row = 0; row < some.size(); row++) {
        vectors.text("name", row, some.get(row).name());
        vectors.longs("shape", row, some.get(row).shape());
      }
      vectors.floats(column, some);
      batches.next(some.size());
      from = Math.max(to, from + 1);
    }
  }

  /**
   * Reads the rows; the values stay where they are.
   *
   * @throws MalformedFileException if there are too many, one is there twice or cannot be, or a
   *     value is no number
   */
  static List<Tensor> read(ArrowFile.Content content, String column) {
    return TensorShape.readAll(
        content,
        column,
        (shape, batch, row) -> {
          ByteBuffer values = batch.floatBytes(column, row);
          FiniteValues.check(shape.name(), values);
          return Tensor.inFile(shape, values);
        });
  }
}
