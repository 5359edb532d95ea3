package org.longtail.schemas.arrow;

import java.util.List;

/** The rows that weights and importance files share: name, shape and a list of floats. */
final class TensorRows {

  private TensorRows() {}

  static void write(Vectors vectors, String column, List<Tensor> tensors) {
    for (int row = 0; row < tensors.size(); row++) {
      Tensor tensor = tensors.get(row);
      vectors.text("name", row, tensor.name());
      vectors.longs("shape", row, tensor.shape());
      vectors.floats(column, row, tensor.values());
    }
  }

  static void read(Vectors vectors, String column, int rows, List<Tensor> into) {
    for (int row = 0; row < rows; row++) {
      into.add(
          new Tensor(
              vectors.text("name", row), vectors.longs("shape", row), vectors.floats(column, row)));
    }
  }
}
