package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.InvalidArrowFileException;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.store.StoreException;

/** Opens and closes IPC files; the layouts fill and read the vectors. */
final class ArrowFile {

  static final ArrowType UTF8 = new ArrowType.Utf8();
  static final ArrowType BINARY = new ArrowType.Binary();
  static final ArrowType BOOL = new ArrowType.Bool();
  static final ArrowType INT32 = new ArrowType.Int(32, true);
  static final ArrowType INT64 = new ArrowType.Int(64, true);
  static final ArrowType FLOAT32 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
  static final ArrowType FLOAT64 = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);

  static final String KIND = "longtail.kind";
  static final String VERSION = "longtail.version";
  private static final String LAYOUT_VERSION = "1";

  private static final RootAllocator ALLOCATOR = new RootAllocator();

  private ArrowFile() {}

  /** Fills the vectors of one file, batch by batch. */
  @FunctionalInterface
  interface Content {
    void writeTo(VectorSchemaRoot root, Batches batches) throws IOException;
  }

  /** Ends a record batch. */
  @FunctionalInterface
  interface Batches {
    void next(int rows) throws IOException;
  }

  /** Takes in one record batch. */
  @FunctionalInterface
  interface BatchReader {
    void read(VectorSchemaRoot root);
  }

  static Field column(String name, ArrowType type) {
    return new Field(name, FieldType.notNullable(type), null);
  }

  static Field list(String name, ArrowType element) {
    return new Field(
        name,
        FieldType.notNullable(new ArrowType.List()),
        List.of(new Field("item", FieldType.notNullable(element), null)));
  }

  static void write(
      Path path,
      ArtifactKind kind,
      Map<String, String> metadata,
      List<Field> columns,
      Content content)
      throws IOException {
    Map<String, String> all = new TreeMap<>(metadata);
    all.put(KIND, kind.id());
    all.put(VERSION, LAYOUT_VERSION);
    try (BufferAllocator allocator = child(path);
        VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(columns, all), allocator);
        FileChannel channel =
            FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        ArrowFileWriter writer = new ArrowFileWriter(root, null, channel)) {
      writer.start();
      content.writeTo(
          root,
          rows -> {
            root.setRowCount(rows);
            writer.writeBatch();
            root.clear();
          });
      writer.end();
    }
  }

  /**
   * What a file says of itself.
   *
   * @param metadata of the schema
   * @param batches where each record batch lies
   */
  record Footer(Map<String, String> metadata, List<ArrowBlock> batches) {}

  /**
   * Reads the footer alone.
   *
   * @throws StoreException if the file is no IPC file, of another kind, or lacks a column
   */
  static Footer footer(Path path, ArtifactKind kind, List<Field> columns) throws IOException {
    try (BufferAllocator allocator = child(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        ArrowFileReader file = new ArrowFileReader(channel, allocator)) {
      Schema schema = file.getVectorSchemaRoot().getSchema();
      check(path, kind, columns, schema);
      return new Footer(
          Map.copyOf(schema.getCustomMetadata()), List.copyOf(file.getRecordBlocks()));
    } catch (InvalidArrowFileException | IllegalArgumentException e) {
      throw notIpc(path, e);
    }
  }

  /**
   * Reads all batches.
   *
   * @return the schema's metadata
   * @throws StoreException if the file is no IPC file, of another kind, or lacks a column
   */
  static Map<String, String> read(
      Path path, ArtifactKind kind, List<Field> columns, BatchReader reader) throws IOException {
    try (BufferAllocator allocator = child(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        ArrowFileReader file = new ArrowFileReader(channel, allocator)) {
      VectorSchemaRoot root = file.getVectorSchemaRoot();
      Map<String, String> metadata = root.getSchema().getCustomMetadata();
      check(path, kind, columns, root.getSchema());
      while (file.loadNextBatch()) {
        reader.read(root);
      }
      return Map.copyOf(metadata);
    } catch (InvalidArrowFileException | IllegalArgumentException e) {
      throw notIpc(path, e);
    }
  }

  private static StoreException notIpc(Path path, RuntimeException cause) {
    return new StoreException(
        "%s is not an Arrow IPC file: %s".formatted(path, cause.getMessage()), cause);
  }

  private static void check(Path path, ArtifactKind kind, List<Field> columns, Schema schema) {
    String found = schema.getCustomMetadata().get(KIND);
    if (!kind.id().equals(found)) {
      throw new StoreException(
          "%s holds '%s', not '%s'; connect an input of that kind"
              .formatted(path, found, kind.id()));
    }
    for (Field column : columns) {
      if (!schema.getFields().contains(column)) {
        throw new StoreException(
            "%s: column %s is not there; the file has %s"
                .formatted(path, column, schema.getFields()));
      }
    }
  }

  private static BufferAllocator child(Path path) {
    return ALLOCATOR.newChildAllocator(path.toString(), 0, Long.MAX_VALUE);
  }
}
