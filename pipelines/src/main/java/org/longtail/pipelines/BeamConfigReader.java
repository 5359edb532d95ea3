package org.longtail.pipelines;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.beam.BeamTransform;
import org.longtail.schemas.FilePath;

/** Reads the configuration of one of Beam's transforms. */
final class BeamConfigReader {

  /** A text where Beam's schema has a row stands for this field of it. */
  private static final String SHORT_FOR = "expression";

  private final StepSpec step;
  private final Path folder;
  private final Faults faults;

  /**
   * A reader.
   *
   * @param folder the pipeline file's, from which relative paths are meant
   */
  BeamConfigReader(StepSpec step, Path folder, Faults faults) {
    this.step = step;
    this.folder = folder;
    this.faults = faults;
  }

  /** The fields that the file gives. */
  Map<String, Object> read(BeamTransform transform) {
    if (transform.fields().isEmpty()) {
      return asItStands();
    }
    Schema fields = transform.fields().get();
    Map<String, Object> values = new LinkedHashMap<>();
    UnknownFields.report(step, fields.getFieldNames(), faults);
    for (Schema.Field field : fields.getFields()) {
      YamlValue.Entry entry = step.config().entries().get(field.getName());
      if (entry != null && !entry.value().isNothing()) {
        new FieldReader(step.name(), field.getName(), faults)
            .read(field.getType(), whole(field.getType(), entry.value()))
            .ifPresent(value -> values.put(field.getName(), value));
      } else if (!field.getType().getNullable()) {
        faults.add(
            step.line(),
            step.name(),
            String.format(Locale.ROOT, "field '%s' is missing", field.getName()),
            String.format(Locale.ROOT, "add '%s:' under 'config'", field.getName()));
      }
    }
    for (String path : transform.paths()) {
      values.computeIfPresent(path, (name, given) -> located(name, given.toString()));
    }
    return values;
  }

  private Map<String, Object> asItStands() {
    Map<String, Object> values = new LinkedHashMap<>();
    step.config()
        .entries()
        .forEach(
            (name, entry) -> {
              Object value = plain(entry.value());
              if (value != null) {
                values.put(name, value);
              }
            });
    return values;
  }

  private String located(String field, String given) {
    YamlValue.Entry entry = step.config().entries().get(field);
    if (given.isBlank() && entry != null) {
      faults.add(
          entry.line(),
          step.name(),
          String.format(Locale.ROOT, "field '%s': '%s' must not be empty", field, given),
          "give it a value");
    }
    if (given.contains("://")) {
      return given;
    }
    try {
      return FilePath.below(folder, given).normalize().toString();
    } catch (IllegalArgumentException e) {
      faults.add(
          Objects.requireNonNull(entry).line(),
          step.name(),
          String.format(Locale.ROOT, "field '%s': %s", field, e.getMessage()),
          "");
      return given;
    }
  }

  /** A value with its short forms written out, as Beam YAML has them. */
  private static YamlValue whole(FieldType type, YamlValue value) {
    if (type.getTypeName() == Schema.TypeName.ROW
        && value instanceof YamlValue.Scalar
        && type.getRowSchema().hasField(SHORT_FOR)) {
      return new YamlValue.Mapping(
          value.line(), Map.of(SHORT_FOR, new YamlValue.Entry(value.line(), value)));
    }
    if (type.getTypeName() == Schema.TypeName.MAP && value instanceof YamlValue.Mapping map) {
      Map<String, YamlValue.Entry> entries = new LinkedHashMap<>();
      map.entries()
          .forEach(
              (name, entry) ->
                  entries.put(
                      name,
                      new YamlValue.Entry(
                          entry.line(), whole(type.getMapValueType(), entry.value()))));
      return new YamlValue.Mapping(map.line(), entries);
    }
    return value;
  }

  private static @Nullable Object plain(YamlValue value) {
    if (value instanceof YamlValue.Mapping map) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map.entries().forEach((name, entry) -> plain.put(name, plain(entry.value())));
      return plain;
    }
    if (value instanceof YamlValue.Sequence list) {
      return list.elements().stream().<@Nullable Object>map(BeamConfigReader::plain).toList();
    }
    return ((YamlValue.Scalar) value).value();
  }
}
