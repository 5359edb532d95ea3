package org.longtail.pipelines.beam;

import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Beam YAML's {@code ReadFromText}, {@code WriteToText} and {@code WriteToJson}: a row is a line.
 * Others than Beam's they write one file, with the very name that they are given.
 */
final class TextFiles {

  static final String PATH = "path";

  private static final Schema LINE = Schema.builder().addStringField("line").build();

  private TextFiles() {}

  private static String path(Map<String, Object> config) {
    return String.valueOf(config.get(PATH));
  }

  /** Rows of a field {@code line}, from the lines of files. */
  static SchemaTransform read(Map<String, Object> config) {
    String path = path(config);
    return new SchemaTransform() {
      @Override
      public PCollectionRowTuple expand(PCollectionRowTuple input) {
        return PCollectionRowTuple.of(
            BeamTransform.OUTPUT,
            input
                .getPipeline()
                .apply("Read", TextIO.read().from(path))
                .apply(
                    "Rows",
                    MapElements.into(TypeDescriptors.rows())
                        .via(line -> Row.withSchema(LINE).addValue(line).build()))
                .setRowSchema(LINE));
      }
    };
  }

  /** A line for each row, which must have a single field, of text. */
  static SchemaTransform write(Map<String, Object> config) {
    return new Writing(path(config), TextFiles::text) {
      @Override
      void check(Schema rows) {
        if (rows.getFieldCount() != 1
            || rows.getField(0).getType().getTypeName() != Schema.TypeName.STRING) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "WriteToText takes rows with one field of text, not %s; choose it with MapToFields, or take WriteToJson",
                  rows.getFieldNames()));
        }
      }
    };
  }

  private static String text(Row row) {
    return String.valueOf(row.getString(0));
  }

  /** A line of JSON for each row. */
  static SchemaTransform writeJson(Map<String, Object> config) {
    return new Writing(path(config), JsonRow::of);
  }

  /** Writes one file. */
  private static class Writing extends SchemaTransform {
    private final String path;
    private final SerializableFunction<Row, String> line;

    Writing(String path, SerializableFunction<Row, String> line) {
      this.path = path;
      this.line = line;
    }

    /** Refuses rows that cannot be written. */
    void check(Schema rows) {}

    @Override
    public PCollectionRowTuple expand(PCollectionRowTuple input) {
      check(input.get(BeamTransform.INPUT).getSchema());
      input
          .get(BeamTransform.INPUT)
          .apply("Lines", MapElements.into(TypeDescriptors.strings()).via(line))
          .apply("Write", TextIO.write().to(path).withoutSharding());
      return PCollectionRowTuple.empty(input.getPipeline());
    }
  }
}
