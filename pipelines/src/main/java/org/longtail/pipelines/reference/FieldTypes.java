package org.longtail.pipelines.reference;

import java.util.Locale;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/** The types of configuration fields in words. */
final class FieldTypes {

  private FieldTypes() {}

  static String words(FieldType type) {
    return switch (type.getTypeName()) {
      case BYTE, INT16, INT32, INT64 -> "integer";
      case FLOAT, DOUBLE, DECIMAL -> "number";
      case BOOLEAN -> "boolean";
      case STRING -> "string";
      case ARRAY, ITERABLE ->
          String.format(
              Locale.ROOT,
              "list of %s",
              words(Objects.requireNonNull(type.getCollectionElementType())));
      case MAP ->
          String.format(
              Locale.ROOT,
              "map of string to %s",
              words(Objects.requireNonNull(type.getMapValueType())));
      case ROW -> "map of the fields below";
      default -> throw new IllegalArgumentException("no configuration has a " + type);
    };
  }
}
