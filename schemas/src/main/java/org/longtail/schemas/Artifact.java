package org.longtail.schemas;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/**
 * The row that flows between steps: where a file of the store is and what it holds, never its
 * content.
 *
 * @param variant the experiment variant, by which a step joins its inputs; {@code default} where a
 *     pipeline has no variants
 * @param kind what the file holds
 * @param uri where the file is, relative to the store's root
 * @param sha256 digest of the file's content, 64 lower-case hexadecimal digits
 * @param bytes the file's size in bytes
 * @param stepKey key of the step that made it
 * @param summary metrics of the step that a reader may want without opening the file
 */
public record Artifact(
    String variant,
    ArtifactKind kind,
    String uri,
    String sha256,
    long bytes,
    String stepKey,
    Map<String, Double> summary) {

  /** The variant of a pipeline without variants. */
  public static final String DEFAULT_VARIANT = "default";

  /** Schema of the row form. */
  public static final Schema SCHEMA =
      Schema.builder()
          .addStringField("variant")
          .addStringField("kind")
          .addStringField("uri")
          .addStringField("sha256")
          .addInt64Field("bytes")
          .addStringField("step_key")
          .addMapField("summary", FieldType.STRING, FieldType.DOUBLE)
          .build();

  public Artifact {
    summary = Map.copyOf(summary);
    if (bytes < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "artifact %s: bytes %d is negative", uri, bytes));
    }
  }

  /** This artifact as a Beam row of {@link #SCHEMA}. */
  public Row toRow() {
    return Row.withSchema(SCHEMA)
        .addValues(variant, kind.id(), uri, sha256, bytes, stepKey, new TreeMap<>(summary))
        .build();
  }

  /** The artifact that a row of {@link #SCHEMA} stands for. */
  public static Artifact fromRow(Row row) {
    return new Artifact(
        required(row, "variant"),
        ArtifactKind.of(required(row, "kind")),
        required(row, "uri"),
        required(row, "sha256"),
        Long.parseLong(String.valueOf((Object) row.getValue("bytes"))),
        required(row, "step_key"),
        summaryOf(row));
  }

  private static Map<String, Double> summaryOf(Row row) {
    Map<String, Double> summary = row.getMap("summary");
    return summary == null ? Map.of() : summary;
  }

  private static String required(Row row, String field) {
    String value = row.getString(field);
    if (value == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "artifact row without '%s': %s; rows must have the schema Artifact.SCHEMA",
              field,
              row));
    }
    return value;
  }
}
