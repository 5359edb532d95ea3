package org.longtail.transforms.step;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.NoSuchSchemaException;
import org.apache.beam.sdk.schemas.Schema;
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
        schema.sorted().toSnakeCase().getFields().stream()
            .map(field -> ConfigField.of(field, ConfigField.getter(type, field.getName())))
            .toList();
  }

  /** The fields of a configuration class. */
  public static <C> ConfigSchema<C> of(Class<C> type) {
    return new ConfigSchema<>(type);
  }

  /** The fields by name. */
  public List<ConfigField> fields() {
    return fields;
  }

  /** A configuration as it stands in a row with fields in snake case, in any order. */
  C fromRow(Row config) {
    Row.FieldValueBuilder given = Row.withSchema(schema).withFieldValues(Map.of());
    for (Schema.Field field : schema.getFields()) {
      given = given.withFieldValue(field.getName(), config.getValue(snake(field.getName())));
    }
    return read(given.build());
  }

  /**
   * A configuration with every default filled in and every value checked.
   *
   * @throws IllegalArgumentException that names each field that is missing or out of range
   */
  public C complete(C config) {
    Row given = toRow(config);
    Row.FieldValueBuilder filled = Row.withSchema(schema).withFieldValues(Map.of());
    for (Schema.Field field : schema.getFields()) {
      Object value = given.getValue(field.getName());
      filled = filled.withFieldValue(field.getName(), value == null ? standard(field) : value);
    }
    Row complete = filled.build();
    List<String> faults =
        fields.stream().flatMap(field -> field.fault(valueOf(complete, field)).stream()).toList();
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: %s".formatted(type.getSimpleName(), String.join("; ", faults)));
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
    Row row = toRow(config);
    Map<String, Object> map = new TreeMap<>();
    for (ConfigField field : fields) {
      Object value = valueOf(row, field);
      if (value != null && !field.location()) {
        map.put(field.name(), json(value));
      }
    }
    return map;
  }

  private @Nullable Object standard(Schema.Field field) {
    return fields.get(indexOf(field)).defaultValue();
  }

  private int indexOf(Schema.Field field) {
    String name = snake(field.getName());
    return fields.stream().map(ConfigField::name).toList().indexOf(name);
  }

  private @Nullable Object valueOf(Row row, ConfigField field) {
    return schema.getFieldNames().stream()
        .filter(name -> snake(name).equals(field.name()))
        .map(name -> Optional.ofNullable((Object) row.getValue(name)))
        .findFirst()
        .orElseThrow()
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

  private static Object json(Object value) {
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
