package org.longtail.schemas.arrow;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;

/** Another program, which knows nothing but Arrow: prints what it finds in files, a line each. */
public final class ForeignReader {

  private ForeignReader() {}

  /** Prints each file's columns, number of rows, and a digest of its values. */
  public static void main(String[] files) throws IOException {
    for (String file : files) {
      System.out.println(read(Path.of(file)));
    }
  }

  private static String read(Path file) throws IOException {
    MessageDigest digest = sha256();
    int rows = 0;
    try (RootAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowFileReader reader =
            new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        for (int row = 0; row < root.getRowCount(); row++, rows++) {
          for (FieldVector column : root.getFieldVectors()) {
            add(column.getObject(row), digest);
          }
        }
      }
      List<String> columns =
          root.getSchema().getFields().stream().map(field -> field.getName()).toList();
      return line(columns, rows, digest);
    }
  }

  /** What is printed of a file with these columns and rows. */
  static String line(List<String> columns, List<List<Object>> rows) {
    MessageDigest digest = sha256();
    rows.forEach(row -> row.forEach(value -> add(value, digest)));
    return line(columns, rows.size(), digest);
  }

  private static String line(List<String> columns, int rows, MessageDigest digest) {
    return String.format(
        Locale.ROOT, "%s, %d rows, %s", columns, rows, HexFormat.of().formatHex(digest.digest()));
  }

  /** Numbers by all their digits, lists value by value. */
  private static void add(Object value, MessageDigest digest) {
    if (value instanceof List<?> list) {
      add("list of " + list.size(), digest);
      list.forEach(element -> add(element, digest));
    } else if (value instanceof byte[] bytes) {
      add(HexFormat.of().formatHex(bytes), digest);
    } else {
      digest.update((value + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
