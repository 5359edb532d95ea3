package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
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

  /** Raised when a layout changes so that readers of the one before would misread it. */
  static final String LAYOUT_VERSION = "1";

  private static final RootAllocator ALLOCATOR = new RootAllocator();

  private ArrowFile() {}

  /** Fills the vectors of one file, batch by batch. */
  @FunctionalInterface
  interface Rows {
    void writeTo(VectorSchemaRoot root, Batches batches) throws IOException;
  }

  /** Ends a record batch. */
  @FunctionalInterface
  interface Batches {
    void next(int rows) throws IOException;
  }

  /**
   * What a file holds.
   *
   * @param metadata of the schema
   * @param batches its rows
   */
  record Content(Map<String, String> metadata, List<Batch> batches) {}

  /** Makes something of what a file holds. */
  @FunctionalInterface
  interface Reading<T> {
    T of(Content content) throws IOException;
  }

  /** Where the values that are read stay. */
  enum Values {
    ON_THE_HEAP,
    IN_THE_FILE
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
      Path path, ArtifactKind kind, Map<String, String> metadata, List<Field> columns, Rows rows)
      throws IOException {
    write(new Target(path, Compression.NONE), kind, metadata, columns, rows);
  }

  /**
   * A file to write.
   *
   * @param compression of its buffers
   */
  record Target(Path path, Compression compression) {}

  static void write(
      Target target,
      ArtifactKind kind,
      Map<String, String> metadata,
      List<Field> columns,
      Rows content)
      throws IOException {
    Path path = target.path();
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
        ArrowFileWriter writer =
            new ArrowFileWriter(
                root,
                null,
                channel,
                null,
                IpcOption.DEFAULT,
                target.compression().factory(),
                target.compression().codec())) {
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
   * Reads a file.
   *
   * @param columns that it must have
   * @param values where its values stay
   * @throws StoreException if the file is no IPC file, of another kind, of another version of the
   *     layouts, lacks a column, or holds what it may not
   */
  static <T> T read(
      Path path, ArtifactKind kind, List<Field> columns, Values values, Reading<T> reading)
      throws IOException {
    Content content = content(path, kind, columns, values);
    try {
      return MalformedFileException.when("what it holds cannot be", () -> reading.of(content));
    } catch (MalformedFileException e) {
      throw new StoreException(String.format(Locale.ROOT, "%s: %s", path, e.getMessage()), e);
    }
  }

  private static Content content(Path path, ArtifactKind kind, List<Field> columns, Values values)
      throws IOException {
    try {
      IpcFile.Contents file = IpcFile.open(path);
      check(path, kind, columns, file.schema());
      checkHeap(file, values);
      return new Content(
          Map.copyOf(file.schema().getCustomMetadata()),
          MalformedFileException.when(
              "a record batch is damaged",
              () -> file.batches().stream().map(RecordBatchReader::columns).toList()));
    } catch (MalformedFileException e) {
      throw new StoreException(
          String.format(Locale.ROOT, "%s is not an Arrow IPC file: %s", path, e.getMessage()), e);
    }
  }

  private static void checkHeap(IpcFile.Contents file, Values values) {
    long rows = file.batches().stream().mapToLong(RecordBatchReader::rows).sum();
    long needed = Limits.rowBytes(rows) + (values == Values.ON_THE_HEAP ? file.bytes() : 0);
    if (needed > Limits.heapBytes()) {
      throw new MalformedFileException(
          String.format(
              Locale.ROOT,
              "%d rows of %d bytes in all are more than the heap allows; give Java more with -Xmx",
              rows,
              file.bytes()));
    }
  }

  private static void check(Path path, ArtifactKind kind, List<Field> columns, Schema schema) {
    String found = schema.getCustomMetadata().get(KIND);
    if (!kind.id().equals(found)) {
      throw new StoreException(
          String.format(
              Locale.ROOT,
              "%s holds '%s', not '%s'; connect an input of that kind",
              path,
              found,
              kind.id()));
    }
    checkVersion(path, schema.getCustomMetadata().get(VERSION));
    for (Field column : columns) {
      if (!schema.getFields().contains(column)) {
        throw new StoreException(
            String.format(
                Locale.ROOT,
                "%s: column %s is not there; the file has %s",
                path,
                column,
                schema.getFields()));
      }
    }
  }

  private static void checkVersion(Path path, @Nullable String found) {
    if (found == null) {
      throw new StoreException(
          String.format(
              Locale.ROOT,
              "%s: schema metadata lacks %s; this Longtail reads version %s, so write the file again with that",
              path,
              VERSION,
              LAYOUT_VERSION));
    }
    if (!found.equals(LAYOUT_VERSION)) {
      throw new StoreException(
          String.format(
              Locale.ROOT,
              "%s is of layout version '%s', and this Longtail reads version %s; it comes from a newer Longtail: update this one, or make the file with it",
              path,
              found,
              LAYOUT_VERSION));
    }
  }

  private static BufferAllocator child(Path path) {
    return ALLOCATOR.newChildAllocator(path.toString(), 0, Long.MAX_VALUE);
  }
}
