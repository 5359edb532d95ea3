package org.longtail.schemas.arrow;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.longtail.schemas.store.StoreException;

/** Every kind of file says which version of the layouts it is written in. */
@Tag("elsewhere")
class LayoutVersionTest {

  private final Path file;
  private final Path original;

  LayoutVersionTest(@TempDir Path folder) {
    this.file = folder.resolve("a.arrow");
    this.original = folder.resolve("original.arrow");
  }

  static List<Layouts> layouts() {
    return Layouts.all().toList();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aFileOfThisVersionIsRead(Layouts layout) throws IOException {
    write(layout, Map.of("longtail.version", "1"));

    assertThatNoException().isThrownBy(() -> layout.reading().from(file));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aFileOfAnotherVersionIsRefused(Layouts layout) throws IOException {
    write(layout, Map.of("longtail.version", "2"));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> layout.reading().from(file))
        .withMessage(
            "%s is of layout version '2', and this Longtail reads version 1; it comes from a newer Longtail: update this one, or make the file with it",
            file);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aFileWithoutAVersionIsRefused(Layouts layout) throws IOException {
    write(layout, Map.of());

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> layout.reading().from(file))
        .withMessage(
            "%s: schema metadata lacks longtail.version; this Longtail reads version 1, so write the file again with that",
            file);
  }

  /** Writes a file by Arrow's own writer, with this version in place of its own. */
  private void write(Layouts layout, Map<String, String> version) throws IOException {
    layout.writing().to(original);
    try (RootAllocator allocator = new RootAllocator();
        FileChannel from = FileChannel.open(original);
        ArrowFileReader reader = new ArrowFileReader(from, allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      Map<String, String> metadata = new TreeMap<>(root.getSchema().getCustomMetadata());
      metadata.remove("longtail.version");
      metadata.putAll(version);
      VectorSchemaRoot other =
          new VectorSchemaRoot(
              new Schema(root.getSchema().getFields(), metadata), root.getFieldVectors(), 0);
      try (FileChannel to =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          ArrowFileWriter writer = new ArrowFileWriter(other, null, to)) {
        writer.start();
        while (reader.loadNextBatch()) {
          other.setRowCount(root.getRowCount());
          writer.writeBatch();
        }
        writer.end();
      }
    }
  }
}
