package org.longtail.pipelines.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.longtail.transforms.step.ConfigField;
import org.longtail.transforms.step.ConfigSchema;

/**
 * What a configuration field tells of itself.
 *
 * @param name in snake case; of a field inside another, with that one's name before a dot
 * @param type in words
 * @param required whether a configuration must give it
 * @param standard the value when left out, as JSON; absent if there is none
 * @param range what values it may have, in words; empty if any will do
 * @param description what it means
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldReference(
    String name,
    String type,
    boolean required,
    @Nullable String standard,
    String range,
    String description) {

  static List<FieldReference> of(List<ConfigField> fields) {
    return fields.stream().flatMap(field -> of("", field).stream()).toList();
  }

  /** A field, and those inside it. */
  private static List<FieldReference> of(String path, ConfigField field) {
    FieldReference own =
        new FieldReference(
            path + field.name(),
            FieldTypes.words(field.type()),
            field.required(),
            field.defaultJson().orElse(null),
            field.rangeText(),
            field.description());
    List<FieldReference> inner =
        field.nested().stream()
            .flatMap(config -> ConfigSchema.of(config).fields().stream())
            .flatMap(part -> of(path + field.name() + ".", part).stream())
            .toList();
    return Stream.concat(Stream.of(own), inner.stream()).toList();
  }
}
