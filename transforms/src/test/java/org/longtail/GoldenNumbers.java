package org.longtail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.longtail.schemas.arrow.Tensor;

/** Turns the nested lists of the golden file into arrays. */
final class GoldenNumbers {

  private GoldenNumbers() {}

  static Tensor tensor(String name, JsonNode values, long... shape) {
    return new Tensor(name, shape, floats(leaves(values)));
  }

  static double[] leaves(JsonNode node) {
    return node.isNumber()
        ? new double[] {node.asDouble()}
        : IntStream.range(0, node.size())
            .boxed()
            .flatMapToDouble(i -> Arrays.stream(leaves(node.get(i))))
            .toArray();
  }

  static double[] doubles(JsonNode array) {
    return leaves(array);
  }

  static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    IntStream.range(0, values.length).forEach(i -> floats[i] = (float) values[i]);
    return floats;
  }

  static long[] longs(JsonNode array) {
    return Arrays.stream(leaves(array)).mapToLong(value -> (long) value).toArray();
  }

  static int[] ints(JsonNode array) {
    return Arrays.stream(leaves(array)).mapToInt(value -> (int) value).toArray();
  }

  static double[][] matrix(JsonNode rows) {
    double[][] matrix = new double[rows.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = doubles(rows.get(i));
    }
    return matrix;
  }

  static double[] flat(double[][] matrix) {
    return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
  }
}
