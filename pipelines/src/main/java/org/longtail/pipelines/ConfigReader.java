package org.longtail.pipelines;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.schemas.Schema;
import org.longtail.schemas.FilePath;
import org.longtail.transforms.step.ConfigField;

/** Reads a step's configuration against the fields of its type. */
final class ConfigReader {

  /** The path in a message about something inside a field, without the field's name. */
  private static final Pattern PATH = Pattern.compile("field '\\w+([^']*)'");

  private final StepSpec step;
  private final List<ConfigField> fields;
  private final Path folder;
  private final Faults faults;

  /**
   * A reader.
   *
   * @param folder the pipeline file's, from which relative locations are meant
   */
  ConfigReader(StepSpec step, List<ConfigField> fields, Path folder, Faults faults) {
    this.step = step;
    this.fields = fields;
    this.folder = folder;
    this.faults = faults;
  }

  /** The fields that the file gives; a field that is given as nothing counts as left out. */
  Map<String, Object> read() {
    Map<String, YamlValue.Entry> given = step.config().entries();
    UnknownFields.report(step, fields.stream().map(ConfigField::name).toList(), faults);
    Map<String, Object> values = new LinkedHashMap<>();
    for (ConfigField field : fields) {
      YamlValue.Entry entry = given.get(field.name());
      if (entry != null && !entry.value().isNothing()) {
        new FieldReader(step.name(), field.name(), faults)
            .read(field.type(), entry.value())
            .ifPresent(
                value -> {
                  boolean right =
                      field.nested().isPresent()
                          ? isRightInside(field, entry, value)
                          : isRight(field, entry.line(), value);
                  values.put(
                      field.name(),
                      right && field.location() ? located(field, entry.line(), value) : value);
                });
      } else if (field.required()) {
        faults.add(
            entry == null ? step.line() : entry.line(),
            step.name(),
            String.format(Locale.ROOT, "field '%s' is missing", field.name()),
            String.format(
                Locale.ROOT, "add '%s:' under 'config': %s", field.name(), field.description()));
      }
    }
    return values;
  }

  private String located(ConfigField field, int line, Object value) {
    Path place;
    try {
      place = FilePath.below(folder, value.toString());
    } catch (IllegalArgumentException e) {
      faults.add(
          line,
          step.name(),
          String.format(Locale.ROOT, "field '%s': %s", field.name(), e.getMessage()),
          "");
      return value.toString();
    }
    if (!Files.exists(place)) {
      faults.add(
          line,
          step.name(),
          String.format(Locale.ROOT, "field '%s': there is no %s", field.name(), place),
          "give a path that is there; a relative one is looked for in the pipeline file's folder");
    }
    return place.toString();
  }

  /** Whether nothing is wrong inside a field; what is, is reported in the line where it stands. */
  private boolean isRightInside(ConfigField field, YamlValue.Entry entry, Object value) {
    List<String> messages = field.faults(value);
    for (String message : messages) {
      Matcher path = PATH.matcher(message);
      int line = path.find() ? lineOf(entry, path.group(1)) : entry.line();
      faults.add(line, step.name(), message, "");
    }
    return messages.isEmpty();
  }

  /** The line of the innermost part of a path such as {@code [1].rho_m} that the file has. */
  private static int lineOf(YamlValue.Entry entry, String path) {
    int line = entry.line();
    YamlValue value = entry.value();
    for (String part : path.split("[\\[\\].]+", -1)) {
      if (value instanceof YamlValue.Mapping mapping && mapping.entries().containsKey(part)) {
        YamlValue.Entry inner = Objects.requireNonNull(mapping.entries().get(part));
        line = inner.line();
        value = inner.value();
      } else if (value instanceof YamlValue.Sequence sequence && !part.isEmpty()) {
        value = sequence.elements().get(Integer.parseInt(part));
        line = value.line();
      }
    }
    return line;
  }

  /** Whether a value is one that the field takes; reported if not. */
  private boolean isRight(ConfigField field, int line, Object value) {
    Optional<String> fault = field.fault(value);
    fault.ifPresent(message -> faults.add(line, step.name(), message, fix(field, value)));
    return fault.isEmpty();
  }

  private static String fix(ConfigField field, Object value) {
    if (!field.allowed().isEmpty()) {
      return NearestName.fix(value.toString(), field.allowed(), "give one of");
    }
    if (field.type().getTypeName() == Schema.TypeName.STRING) {
      return field.required() ? "give it a value" : "give it a value, or leave it out";
    }
    String range = field.rangeText();
    return "give " + (range.isEmpty() ? "a number" : "a number that is " + range);
  }
}
