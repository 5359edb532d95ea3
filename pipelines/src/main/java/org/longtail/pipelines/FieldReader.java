package org.longtail.pipelines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/** Turns a YAML value into a value of a Beam type; what does not fit is a fault. */
final class FieldReader {

  private final String step;
  private final String field;
  private final Faults faults;

  FieldReader(String step, String field, Faults faults) {
    this.step = step;
    this.field = field;
    this.faults = faults;
  }

  Optional<Object> read(FieldType type, YamlValue value) {
    return switch (type.getTypeName()) {
      case ARRAY, ITERABLE -> list(type, value);
      case MAP -> map(type, value);
      case ROW -> row(Objects.requireNonNull(type.getRowSchema()), value);
      default -> scalar(type, value);
    };
  }

  private Optional<Object> scalar(FieldType type, YamlValue value) {
    Optional<Object> read =
        value instanceof YamlValue.Scalar scalar && scalar.value() != null
            ? ScalarReader.read(type.getTypeName(), scalar)
            : Optional.empty();
    return read.or(() -> mismatch(type, value));
  }

  private Optional<Object> list(FieldType type, YamlValue value) {
    if (!(value instanceof YamlValue.Sequence sequence)) {
      return mismatch(type, value);
    }
    FieldType elementType = Objects.requireNonNull(type.getCollectionElementType());
    List<Object> elements = new ArrayList<>();
    for (YamlValue element : sequence.elements()) {
      read(elementType, element).ifPresent(elements::add);
    }
    return elements.size() == sequence.elements().size() ? Optional.of(elements) : Optional.empty();
  }

  private Optional<Object> map(FieldType type, YamlValue value) {
    if (!(value instanceof YamlValue.Mapping mapping)) {
      return mismatch(type, value);
    }
    FieldType keyType = Objects.requireNonNull(type.getMapKeyType());
    FieldType valueType = Objects.requireNonNull(type.getMapValueType());
    Map<Object, Object> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (text, entry) ->
                read(keyType, new YamlValue.Scalar(entry.line(), text, text))
                    .ifPresent(
                        key ->
                            read(valueType, entry.value())
                                .ifPresent(read -> entries.put(key, read))));
    return entries.size() == mapping.entries().size() ? Optional.of(entries) : Optional.empty();
  }

  private Optional<Object> row(Schema schema, YamlValue value) {
    if (!(value instanceof YamlValue.Mapping mapping)) {
      return mismatch(FieldType.row(schema), value);
    }
    boolean whole = true;
    for (Map.Entry<String, YamlValue.Entry> entry : mapping.entries().entrySet()) {
      if (!schema.hasField(entry.getKey())) {
        whole = false;
        faults.add(
            entry.getValue().line(),
            step,
            String.format(Locale.ROOT, "unknown field '%s' in '%s'", entry.getKey(), field),
            NearestName.fix(entry.getKey(), schema.getFieldNames(), "its fields are"));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Schema.Field part : schema.getFields()) {
      YamlValue.Entry entry = mapping.entries().get(part.getName());
      String path = field + "." + part.getName();
      if (entry != null && !entry.value().isNothing()) {
        Optional<Object> read =
            new FieldReader(step, path, faults).read(part.getType(), entry.value());
        read.ifPresent(present -> values.put(part.getName(), present));
        whole &= read.isPresent();
      } else if (!part.getType().getNullable()) {
        whole = false;
        faults.add(
            mapping.line(),
            step,
            String.format(Locale.ROOT, "field '%s' is missing", path),
            part.getDescription());
      }
    }
    return whole
        ? Optional.of(Row.withSchema(schema).withFieldValues(values).build())
        : Optional.empty();
  }

  private Optional<Object> mismatch(FieldType type, YamlValue value) {
    faults.add(
        value.line(),
        step,
        String.format(Locale.ROOT, "field '%s' is %s", field, value.words()),
        String.format(Locale.ROOT, "give %s", words(type)));
    return Optional.empty();
  }

  private static String words(FieldType type) {
    return switch (type.getTypeName()) {
      case BYTE, INT16, INT32, INT64 -> "a whole number";
      case FLOAT, DOUBLE, DECIMAL -> "a number";
      case BOOLEAN -> "true or false";
      case STRING -> "a text";
      case ARRAY, ITERABLE ->
          String.format(
              Locale.ROOT,
              "a list, each element %s",
              words(Objects.requireNonNull(type.getCollectionElementType())));
      case MAP ->
          String.format(
              Locale.ROOT,
              "a map, each value %s",
              words(Objects.requireNonNull(type.getMapValueType())));
      case ROW -> "a map";
      default -> "nothing: a pipeline file cannot give a value of type " + type.getTypeName();
    };
  }
}
