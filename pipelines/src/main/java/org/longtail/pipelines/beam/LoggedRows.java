package org.longtail.pipelines.beam;

import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Beam YAML's {@code LogForTesting}: writes each row to the log, as JSON, and hands it on. */
final class LoggedRows extends SchemaTransform {

  private static final String LEVEL = "level";
  private static final String PREFIX = "prefix";

  static final Schema FIELDS =
      Schema.of(
          Schema.Field.nullable(LEVEL, FieldType.STRING)
              .withDescription("ERROR, WARN, INFO, DEBUG or TRACE; INFO if left out"),
          Schema.Field.nullable(PREFIX, FieldType.STRING).withDescription("What comes first"));

  private final Level level;
  private final String prefix;

  private LoggedRows(Level level, String prefix) {
    this.level = level;
    this.prefix = prefix;
  }

  /**
   * The rows of a configuration.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  static LoggedRows of(Map<String, Object> config) {
    return new LoggedRows(
        level(String.valueOf(config.getOrDefault(LEVEL, Level.INFO))),
        String.valueOf(config.getOrDefault(PREFIX, "")));
  }

  private static Level level(String name) {
    try {
      return Level.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'level': '%s' is not one of ERROR, WARN, INFO, DEBUG, TRACE",
              name),
          e);
    }
  }

  @Override
  public PCollectionRowTuple expand(PCollectionRowTuple input) {
    PCollection<Row> rows = input.get(BeamTransform.INPUT);
    return PCollectionRowTuple.of(
        BeamTransform.OUTPUT,
        rows.apply("Log", ParDo.of(new Log(level, prefix))).setRowSchema(rows.getSchema()));
  }

  private static final class Log extends DoFn<Row, Row> {
    private static final Logger LOG = LoggerFactory.getLogger("LogForTesting");

    private final Level level;
    private final String prefix;

    Log(Level level, String prefix) {
      this.level = level;
      this.prefix = prefix;
    }

    @ProcessElement
    public void process(@Element Row row, OutputReceiver<Row> output) {
      LOG.atLevel(level).log("{}{}", prefix, JsonRow.of(row));
      output.output(row);
    }
  }
}
