package org.longtail.schemas.arrow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the rows of weights, scores and masks have in common.
 *
 * @param name the tensor's PyTorch {@code state_dict} name
 * @param shape size of each dimension
 */
record TensorShape(String name, long[] shape) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  /** Makes something of a tensor's row. */
  @FunctionalInterface
  interface Row<T> {
    T of(TensorShape shape, Batch batch, int row);
  }

  /**
   * Reads a file's tensors.
   *
   * @param values the column with a value for each position
   * @throws MalformedFileException if there are too many, or one is there twice, or cannot be
   */
  static <T> List<T> readAll(ArrowFile.Content content, String values, Row<T> made) {
    checkCount(content);
    List<T> tensors = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Batch batch : content.batches()) {
      for (int row = 0; row < batch.rows(); row++) {
        TensorShape shape = read(batch, row, values);
        if (!names.add(shape.name())) {
          throw new MalformedFileException(
              String.format(
                  Locale.ROOT,
                  "tensor '%s' is in the file twice; give each tensor one row",
                  shape.name()));
        }
        tensors.add(made.of(shape, batch, row));
      }
    }
    return tensors;
  }

  /**
   * Reads the columns {@code name} and {@code shape}.
   *
   * @param values the column with a value for each position
   * @throws MalformedFileException if there cannot be such a tensor, or it has not as many values
   *     as positions
   */
  private static TensorShape read(Batch batch, int row, String values) {
    if (batch.size("name", row) > Limits.NAME_BYTES) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT,
              "the name of tensor %d is longer than %d bytes",
              row,
              Limits.NAME_BYTES));
    }
    String name = batch.text("name", row);
    if (!NAME.matcher(name).matches()) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT, "tensor '%s': a name has letters, digits, '.', '_' and '-'", name));
    }
    if (batch.size("shape", row) > Limits.RANK) {
      throw new MalformedFileException(
          String.format(Locale.ROOT, "tensor %s has more than %d dimensions", name, Limits.RANK));
    }
    TensorShape shape = new TensorShape(name, batch.longs("shape", row));
    int found = batch.size(values, row);
    if (shape.size() != found) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT,
              "tensor %s: shape %s, but %d values",
              name,
              Arrays.toString(shape.shape()),
              found));
    }
    return shape;
  }

  /** Checks how many tensors a file has, before they are read. */
  private static void checkCount(ArrowFile.Content content) {
    long tensors = content.batches().stream().mapToLong(Batch::rows).sum();
    if (tensors > Limits.TENSORS) {
      throw new MalformedFileException(
          String.format(Locale.ROOT, "%d tensors; %d are allowed", tensors, Limits.TENSORS));
    }
  }

  /** Number of positions, or -1 if there are none such, or too many. */
  private long size() {
    long size = 1;
    for (long dimension : shape) {
      if (dimension < 0 || (dimension > 0 && size > Integer.MAX_VALUE / dimension)) {
        return -1;
      }
      size *= dimension;
    }
    return size;
  }
}
