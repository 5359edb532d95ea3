package org.longtail.pipelines.beam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Beam YAML's {@code Create}: rows from the file itself. An element is a map of texts, numbers,
 * truth values and lists of such; any other is the field {@code element} of its row.
 */
final class CreatedRows extends SchemaTransform {

  private static final String ELEMENTS = "elements";
  private static final String ELEMENT = "element";

  private final Schema schema;
  private final List<Row> rows;

  private CreatedRows(Schema schema, List<Row> rows) {
    this.schema = schema;
    this.rows = rows;
  }

  /**
   * The rows of a configuration.
   *
   * @throws IllegalArgumentException if it has no list of elements, or a field is of several types
   */
  static CreatedRows of(Map<String, Object> config) {
    Set<String> unknown = new TreeSet<>(config.keySet());
    unknown.remove(ELEMENTS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field '%s' is unknown; the only field is '%s'",
              unknown.iterator().next(),
              ELEMENTS));
    }
    if (!(config.get(ELEMENTS) instanceof List<?> elements) || elements.isEmpty()) {
      throw new IllegalArgumentException("field 'elements' must be a list with an element or more");
    }
    List<Map<String, Object>> maps = new ArrayList<>();
    elements.forEach(element -> maps.add(fields(element)));
    Schema schema = schema(maps);
    return new CreatedRows(schema, maps.stream().map(map -> row(map, schema)).toList());
  }

  private static Map<String, Object> fields(@Nullable Object element) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (element instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (value != null) {
              fields.put(String.valueOf(name), value);
            }
          });
    } else if (element != null) {
      fields.put(ELEMENT, element);
    }
    return fields;
  }

  private static Schema schema(List<Map<String, Object>> elements) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    for (Map<String, Object> element : elements) {
      element.forEach((name, value) -> types.merge(name, type(name, value), both(name)));
    }
    Schema.Builder schema = Schema.builder();
    types.forEach(
        (name, type) -> {
          boolean everywhere = elements.stream().allMatch(element -> element.containsKey(name));
          schema.addField(name, type.withNullable(!everywhere));
        });
    return schema.build();
  }

  private static BinaryOperator<FieldType> both(String name) {
    return (one, other) -> {
      if (one.equals(other)) {
        return one;
      }
      if (one.getTypeName().isNumericType() && other.getTypeName().isNumericType()) {
        return FieldType.DOUBLE;
      }
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "field 'elements': '%s' is %s in one element and %s in another; make all alike",
              name,
              one.getTypeName(),
              other.getTypeName()));
    };
  }

  private static FieldType type(String name, @Nullable Object value) {
    if (value instanceof String) {
      return FieldType.STRING;
    } else if (value instanceof Boolean) {
      return FieldType.BOOLEAN;
    } else if (value instanceof Integer || value instanceof Long) {
      return FieldType.INT64;
    } else if (value instanceof Double) {
      return FieldType.DOUBLE;
    } else if (value instanceof List<?> list) {
      return list.stream()
          .map(element -> type(name, element))
          .reduce(both(name))
          .map(FieldType::array)
          .orElseThrow(() -> unknown(name, value));
    }
    throw unknown(name, value);
  }

  private static IllegalArgumentException unknown(String name, @Nullable Object value) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "field 'elements': '%s' is '%s'; give a text, a number, a truth value or a list of such",
            name,
            value));
  }

  private static Row row(Map<String, Object> element, Schema schema) {
    Map<String, Object> values = new LinkedHashMap<>();
    element.forEach((name, value) -> values.put(name, as(schema.getField(name).getType(), value)));
    return Row.withSchema(schema).withFieldValues(values).build();
  }

  private static Object as(FieldType type, Object value) {
    return switch (type.getTypeName()) {
      case INT64 -> ((Number) value).longValue();
      case DOUBLE -> ((Number) value).doubleValue();
      case ARRAY -> {
        FieldType element = Objects.requireNonNull(type.getCollectionElementType());
        yield ((List<?>) value).stream().map(each -> as(element, each)).toList();
      }
      default -> value;
    };
  }

  @Override
  public PCollectionRowTuple expand(PCollectionRowTuple input) {
    return PCollectionRowTuple.of(
        BeamTransform.OUTPUT,
        input.getPipeline().apply("Rows", Create.of(rows).withRowSchema(schema)));
  }
}
