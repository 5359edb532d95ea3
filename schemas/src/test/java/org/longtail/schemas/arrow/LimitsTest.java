package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.StoreException;

/** Files that ask for more than there can be. */
class LimitsTest {

  private final Path file;

  LimitsTest(@TempDir Path folder) {
    this.file = folder.resolve("weights.arrow");
  }

  static Stream<Arguments> impossibleTensors() {
    return Stream.of(
        Arguments.of("a/b", new long[] {1}, 1, "tensor 'a/b': a name has letters"),
        Arguments.of("", new long[] {1}, 1, "tensor '': a name has letters"),
        Arguments.of("n".repeat(257), new long[] {1}, 1, "name of tensor 0 is longer than 256"),
        Arguments.of("a", new long[9], 0, "tensor a has more than 8 dimensions"),
        Arguments.of("a", new long[] {2, 3}, 5, "tensor a: shape [2, 3], but 5 values"),
        Arguments.of("a", new long[] {-1, -6}, 6, "tensor a: shape [-1, -6], but 6 values"),
        Arguments.of("a", new long[] {1L << 32, 1L << 32}, 0, "but 0 values"),
        Arguments.of("a", new long[] {Long.MAX_VALUE, 2}, 0, "but 0 values"));
  }

  @ParameterizedTest
  @MethodSource("impossibleTensors")
  void aTensorThatCannotBeIsRefused(String name, long[] shape, int values, String reason)
      throws IOException {
    writeWeights(name, shape, values);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> WeightsFile.read(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(reason);
  }

  @Test
  void tensorsOfSeveralBatchesAreReadOneAfterTheOther() throws IOException {
    ArrowFile.write(
        file,
        ArtifactKind.WEIGHTS,
        metadata(),
        WeightsFile.COLUMNS,
        (root, batches) -> {
          for (String name : List.of("first", "second")) {
            Vectors vectors = new Vectors(root);
            vectors.text("name", 0, name);
            vectors.longs("shape", 0, new long[] {2});
            vectors.floats("values", 0, new float[] {name.length(), 1});
            batches.next(1);
          }
        });

    assertThat(WeightsFile.read(file).tensors())
        .extracting(Tensor::name, Tensor::values)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(tuple("first", new float[] {5, 1}), tuple("second", new float[] {6, 1}));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 16_777_217, Integer.MAX_VALUE, Integer.MIN_VALUE, 100_000})
  void aFooterThatCannotBeIsRefused(int length) throws IOException {
    Layouts.weights().write(file);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 10, length);
    Files.write(file, bytes);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> WeightsFile.read(file))
        .withMessage(
            String.format(
                Locale.ROOT,
                "%s is not an Arrow IPC file: a footer of %d bytes cannot be",
                file,
                length));
  }

  @Test
  void moreMetadataThanIsAllowedIsRefused() throws IOException {
    Map<String, String> metadata = metadata();
    metadata.put("note", "x".repeat(Limits.METADATA_BYTES));
    ArrowFile.write(
        file, ArtifactKind.WEIGHTS, metadata, WeightsFile.COLUMNS, (root, batches) -> {});

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> WeightsFile.read(file))
        .withMessageStartingWith(file + " is not an Arrow IPC file: a footer of ");
  }

  @Test
  void moreColumnsThanAreAllowedAreRefused() throws IOException {
    List<Field> columns =
        IntStream.rangeClosed(0, Limits.COLUMNS)
            .mapToObj(i -> ArrowFile.column("column " + i, ArrowFile.INT32))
            .toList();
    ArrowFile.write(file, ArtifactKind.WEIGHTS, Map.of(), columns, (root, batches) -> {});

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> WeightsFile.read(file))
        .withMessageContaining("more than 1000 columns");
  }

  @Test
  void aColumnThatIsNeitherPlainNorAPlainListIsRefused() throws IOException {
    Field list =
        new Field(
            "lists",
            FieldType.notNullable(new ArrowType.List()),
            List.of(ArrowFile.list("item", ArrowFile.INT32)));
    ArrowFile.write(file, ArtifactKind.WEIGHTS, Map.of(), List.of(list), (root, batches) -> {});

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> WeightsFile.read(file))
        .withMessageContaining("a column is neither plain nor a plain list");
  }

  private void writeWeights(String name, long[] shape, int values) throws IOException {
    ArrowFile.write(
        file,
        ArtifactKind.WEIGHTS,
        metadata(),
        WeightsFile.COLUMNS,
        (root, batches) -> {
          Vectors vectors = new Vectors(root);
          vectors.text("name", 0, name);
          vectors.longs("shape", 0, shape);
          vectors.floats("values", 0, new float[values]);
          batches.next(1);
        });
  }

  private static Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>(Provenance.of(1, "many").toMetadata());
    metadata.put("longtail.network", Layouts.network().toJson());
    return metadata;
  }
}
