package org.longtail.transforms.step;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.NoSuchSchemaException;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.schemas.SchemaRegistry;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a step's configuration class: an AutoValue class with Beam's {@code
 * AutoValueSchema} whose getters carry {@link Default}, {@link Range} and {@link OneOf}. The one
 * place where defaults are filled in and values are checked, whoever the configuration comes from.
 *
 * @param <C> the configuration class
 */
public final class ConfigSchema<C> {

  private static final SchemaRegistry REGISTRY = SchemaRegistry.createDefault();

  private final Class<C> type;
  private final Schema schema;
  private final List<ConfigField> fields;

  private ConfigSchema(Class<C> type) {
    this.type = type;
    try {
      this.schema = REGISTRY.getSchema(type);
    } catch (NoSuchSchemaException e) {
      throw new IllegalArgumentException(type + " has no Beam schema", e);
    }
    this.fields =
        snakeCase(schema).getFields().stream()
            .map(field -> ConfigField.of(field, ConfigField.getter(type, field.getName())))
            .toList();
  }

  /** The fields of a configuration class. */
  public static <C> ConfigSchema<C> of(Class<C> type) {
    return new ConfigSchema<>(type);
  }

  /**
   * The schema of rows that a configuration may come from: sorted, and in snake case throughout.
   */
  Schema rowSchema() {
    return snakeCase(schema);
  }

  /** Beam's own conversion leaves the elements of lists as they are. */
  private static Schema snakeCase(Schema schema) {
    Schema.Builder sorted = Schema.builder();
    schema.getFields().stream()
        .map(field -> field.withName(snake(field.getName())).withType(snakeCase(field.getType())))
        .sorted(Comparator.comparing(Schema.Field::getName))
        .forEach(sorted::addField);
    return sorted.build();
  }

  private static FieldType snakeCase(FieldType type) {
    Schema row = type.getRowSchema();
    if (row != null) {
      return FieldType.row(snakeCase(row)).withNullable(type.getNullable());
    }
    FieldType element = type.getCollectionElementType();
    return type.getTypeName() == TypeName.ARRAY && element != null
        ? FieldType.array(snakeCase(element)).withNullable(type.getNullable())
        : type;
  }

  /** The fields by name. */
  public List<ConfigField> fields() {
    return fields;
  }

  /** A configuration as it stands in a row with fields in snake case, in any order. */
  C fromRow(Row config) {
    return read(conform(config, schema));
  }

  /** A row with the fields of a schema, taken by name. */
  private static Row conform(Row given, Schema wanted) {
    Row.FieldValueBuilder row = Row.withSchema(wanted).withFieldValues(Map.of());
    for (Schema.Field field : wanted.getFields()) {
      Object value = valueOf(given, snake(field.getName()));
      row = row.withFieldValue(field.getName(), value == null ? null : conform(value, field));
    }
    return row.build();
  }

  private static Object conform(Object value, Schema.Field field) {
    FieldType element = field.getType().getCollectionElementType();
    if (value instanceof Row row) {
      return conform(row, Objects.requireNonNull(field.getType().getRowSchema()));
    }
    if (value instanceof Collection<?> list && element != null && element.getRowSchema() != null) {
      Schema wanted = element.getRowSchema();
      return list.stream().map(row -> conform((Row) row, wanted)).toList();
    }
    return value;
  }

  /**
   * A configuration with these values; those of other names are passed over, fields without one are
   * left out.
   *
   * @param values by name in snake case, as {@link #values} gives them
   */
  public C of(Map<String, Object> values) {
    Row.FieldValueBuilder row = Row.withSchema(schema).withFieldValues(Map.of());
    for (Schema.Field field : schema.getFields()) {
      row = row.withFieldValue(field.getName(), values.get(snake(field.getName())));
    }
    return read(row.build());
  }

  /** The values of a configuration by name in snake case, without fields that are left out. */
  public Map<String, Object> values(C config) {
    Row row = toRow(config);
    Map<String, Object> values = new TreeMap<>();
    for (ConfigField field : fields) {
      Object value = valueOf(row, field.name());
      if (value != null) {
        values.put(field.name(), value);
      }
    }
    return values;
  }

  /**
   * A configuration with every default filled in, every value checked, and numbers that are text in
   * one spelling.
   *
   * @throws IllegalArgumentException that names each field that is missing or out of range
   */
  public C complete(C config) {
    Row given = toRow(config);
    Row.FieldValueBuilder filled = Row.withSchema(schema).withFieldValues(Map.of());
    for (Schema.Field field : schema.getFields()) {
      ConfigField known = fields.get(indexOf(field));
      Object value =
          Optional.ofNullable((Object) given.getValue(field.getName()))
              .orElseGet(known::defaultValue);
      filled =
          filled.withFieldValue(field.getName(), value == null ? null : known.canonical(value));
    }
    Row complete = filled.build();
    List<String> faults =
        fields.stream()
            .flatMap(field -> field.faults(valueOf(complete, field.name())).stream())
            .toList();
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: %s", type.getSimpleName(), String.join("; ", faults)));
    }
    return read(complete);
  }

  private C read(Row row) {
    try {
      return REGISTRY.getFromRowFunction(type).apply(row);
    } catch (NoSuchSchemaException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A complete configuration as it enters the step key: by field name; without empty fields and
   * locations.
   */
  public Map<String, Object> toMap(C config) {
    Map<String, Object> map = values(config);
    fields.stream().filter(ConfigField::location).map(ConfigField::name).forEach(map::remove);
    map.replaceAll((name, value) -> json(value));
    return map;
  }

  private int indexOf(Schema.Field field) {
    String name = snake(field.getName());
    return fields.stream().map(ConfigField::name).toList().indexOf(name);
  }

  /** The value of a row's field, whether its name is in camel or in snake case; null if empty. */
  static @Nullable Object valueOf(Row row, String field) {
    return row.getSchema().getFieldNames().stream()
        .filter(name -> snake(name).equals(field))
        .map(name -> Optional.ofNullable((Object) row.getValue(name)))
        .findFirst()
        .flatMap(value -> value)
        .orElse(null);
  }

  private static String snake(String camel) {
    return new SnakeCaseStrategy().translate(camel);
  }

  private Row toRow(C config) {
    try {
      return REGISTRY.getToRowFunction(type).apply(config);
    } catch (NoSuchSchemaException e) {
      throw new AssertionError(e);
    }
  }

  /** A value as JSON would have it: a row is a map of its fields in snake case. */
  static Object json(Object value) {
    if (value instanceof Row row) {
      Map<String, Object> map = new TreeMap<>();
      for (String name : row.getSchema().getFieldNames()) {
        Object part = row.getValue(name);
        if (part != null) {
          map.put(snake(name), json(part));
        }
      }
      return map;
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .collect(
              Collectors.toMap(
                  entry -> entry.getKey().toString(),
                  entry -> json(entry.getValue()),
                  (a, b) -> a,
                  TreeMap::new));
    }
    if (value instanceof Collection<?> collection) {
      return collection.stream().map(ConfigSchema::json).toList();
    }
    return value;
  }
}
