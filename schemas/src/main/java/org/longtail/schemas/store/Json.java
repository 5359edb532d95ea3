package org.longtail.schemas.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/** How the store's own files are written; readers pass over fields that later versions added. */
final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private Json() {}

  static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new StoreException("cannot write as JSON: " + value, e);
    }
  }

  static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new StoreException("cannot write as JSON: " + value, e);
    }
  }

  /** A value with a few more fields. */
  static String line(Object value, Map<String, ?> more) {
    ObjectNode fields = MAPPER.valueToTree(value);
    more.forEach(fields::putPOJO);
    return line(fields);
  }

  static <T> T read(String json, Class<T> type, Object place) {
    ObjectReader reader = MAPPER.readerFor(type);
    try {
      T value = reader.readValue(json);
      if (value == null) { // the whole text is "null"
        throw new StoreException(String.format(Locale.ROOT, "%s is damaged: it is empty", place));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new StoreException(
          String.format(
              Locale.ROOT,
              "%s is damaged: not a %s: %s",
              place,
              type.getSimpleName(),
              e.getOriginalMessage()),
          e);
    }
  }
}
