package org.longtail.pipelines.beam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.values.Row;

/** A row as a line of JSON. Beam's own JSON of rows has no maps, which artifacts have. */
final class JsonRow {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private JsonRow() {}

  /** The JSON, with names in alphabetical order and without fields that are empty. */
  static String of(Row row) {
    try {
      return JSON.writeValueAsString(plain(row));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "row %s cannot be written as JSON", row), e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Row row) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (String name : row.getSchema().getFieldNames()) {
        Object field = row.getValue(name);
        if (field != null) {
          fields.put(name, plain(field));
        }
      }
      return fields;
    }
    return value instanceof List<?> list ? list.stream().map(JsonRow::plain).toList() : value;
  }
}
