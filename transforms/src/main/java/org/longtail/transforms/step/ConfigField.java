package org.longtail.transforms.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * One field of a step's configuration.
 *
 * @param name in snake case, as in a pipeline file
 * @param type its Beam type
 * @param description for a person
 * @param defaultJson the value when left out, as JSON; a field without one is required
 * @param allowed the allowed values of a text field; empty if any will do
 * @param range the range of a number, or of each number of a list
 * @param location whether it says where something is, and stays out of the step key
 * @param orNumber whether it is a text that may be a number, whose spelling does not matter
 * @param nested the configuration class of the field, or of each element of a list, if it has one
 */
public record ConfigField(
    String name,
    FieldType type,
    String description,
    Optional<String> defaultJson,
    List<String> allowed,
    Optional<Range> range,
    boolean location,
    boolean orNumber,
    Optional<Class<?>> nested) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  static ConfigField of(Schema.Field field, Method getter) {
    Default standard = getter.getAnnotation(Default.class);
    OneOf oneOf = getter.getAnnotation(OneOf.class);
    return new ConfigField(
        field.getName(),
        field.getType(),
        field.getDescription(),
        Optional.ofNullable(standard).map(Default::value),
        oneOf == null ? List.of() : List.of(oneOf.value()),
        Optional.ofNullable(getter.getAnnotation(Range.class)),
        getter.isAnnotationPresent(Location.class),
        getter.isAnnotationPresent(OrNumber.class),
        nested(getter.getGenericReturnType()));
  }

  private static Optional<Class<?>> nested(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return nested(generic.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> config && config.isAnnotationPresent(DefaultSchema.class)
        ? Optional.of(config)
        : Optional.empty();
  }

  /** Whether a configuration must give this field. */
  public boolean required() {
    return defaultJson.isEmpty() && !type.getNullable();
  }

  /** The default as a value of the field's Beam type, or null if there is none. */
  @Nullable Object defaultValue() {
    if (defaultJson.isEmpty()) {
      return null;
    }
    try {
      return convert(type, JSON.readValue(defaultJson.get(), Object.class));
    } catch (JsonProcessingException e) {
      throw new AssertionError("default of field " + name + " is not JSON", e);
    }
  }

  /** A value in the one form in which it enters the step key. */
  Object canonical(Object value) {
    return orNumber && value instanceof String text ? NumberText.canonical(text) : value;
  }

  private static Object convert(FieldType type, Object json) {
    return switch (type.getTypeName()) {
      case INT16 -> ((Number) json).shortValue();
      case INT32 -> ((Number) json).intValue();
      case INT64 -> ((Number) json).longValue();
      case FLOAT -> ((Number) json).floatValue();
      case DOUBLE -> ((Number) json).doubleValue();
      case ARRAY, ITERABLE -> {
        List<Object> elements = new ArrayList<>();
        for (Object element : (Collection<?>) json) {
          FieldType elementType = type.getCollectionElementType();
          elements.add(elementType == null ? element : convert(elementType, element));
        }
        yield elements;
      }
      case MAP -> {
        Map<Object, Object> entries = new TreeMap<>();
        FieldType valueType = type.getMapValueType();
        ((Map<?, ?>) json)
            .forEach(
                (key, value) ->
                    entries.put(key, valueType == null ? value : convert(valueType, value)));
        yield entries;
      }
      default -> json;
    };
  }

  /**
   * Everything that is wrong with a value of this field; what is wrong inside it is named by its
   * path, such as {@code stages[1].rho_m}.
   */
  public List<String> faults(@Nullable Object value) {
    if (nested.isEmpty() || value == null) {
      return fault(value).stream().toList();
    }
    List<ConfigField> parts = ConfigSchema.of(nested.get()).fields();
    if (value instanceof Row row) {
      return faults(row, parts, name + ".");
    }
    List<String> faults = new ArrayList<>();
    int index = 0;
    for (Object element : (Collection<?>) value) {
      faults.addAll(
          faults((Row) element, parts, String.format(Locale.ROOT, "%s[%d].", name, index++)));
    }
    return faults;
  }

  private static List<String> faults(Row row, List<ConfigField> parts, String path) {
    return parts.stream()
        .flatMap(part -> part.faults(ConfigSchema.valueOf(row, part.name())).stream())
        .map(message -> message.replaceFirst("field '", "field '" + path))
        .toList();
  }

  /** What is wrong with a value of this field itself, or nothing. */
  public Optional<String> fault(@Nullable Object value) {
    if (value == null) {
      return required()
          ? Optional.of(String.format(Locale.ROOT, "field '%s' is required", name))
          : Optional.empty();
    }
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "field '%s': '%s' is not one of %s",
              name,
              value,
              String.join(", ", allowed)));
    }
    if (!mayBeEmpty()
        && parts(value).anyMatch(part -> part instanceof String text && text.isBlank())) {
      return Optional.of(
          String.format(Locale.ROOT, "field '%s': '%s' must not be empty", name, value));
    }
    return numbers(value).stream()
        .filter(number -> !inRange(number.doubleValue()))
        .findFirst()
        .map(
            number ->
                String.format(
                    Locale.ROOT, "field '%s': %s must be %s", name, number, wanted(number)));
  }

  /** Whether an empty text means something: it does where the default is one. */
  private boolean mayBeEmpty() {
    return defaultJson.filter("\"\""::equals).isPresent();
  }

  private String wanted(Number found) {
    if (Double.isInfinite(found.doubleValue()) && withinBounds(found.doubleValue())) {
      return "finite";
    }
    return range.isEmpty() ? "a number" : rangeText();
  }

  private static List<Number> numbers(Object value) {
    return parts(value).filter(Number.class::isInstance).map(Number.class::cast).toList();
  }

  /** A value itself, or the values of a map or a list. */
  private static Stream<?> parts(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values().stream();
    }
    return value instanceof Collection<?> collection ? collection.stream() : Stream.of(value);
  }

  private boolean inRange(double number) {
    return Double.isFinite(number) && withinBounds(number);
  }

  private boolean withinBounds(double number) {
    return range
        .map(
            bounds ->
                (bounds.above() ? number > bounds.from() : number >= bounds.from())
                    && (bounds.below() ? number < bounds.to() : number <= bounds.to()))
        .orElse(true);
  }

  /** The range or the allowed values in words; empty if anything goes. */
  public String rangeText() {
    if (!allowed.isEmpty()) {
      return "one of " + String.join(", ", allowed);
    }
    if (range.isEmpty()) {
      return "";
    }
    Range bounds = range.get();
    List<String> words = new ArrayList<>();
    if (bounds.from() != Double.NEGATIVE_INFINITY) {
      words.add((bounds.above() ? "above " : "at least ") + plain(bounds.from()));
    }
    if (bounds.to() != Double.POSITIVE_INFINITY) {
      words.add((bounds.below() ? "below " : "at most ") + plain(bounds.to()));
    }
    return String.join(" and ", words);
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  static Method getter(Class<?> config, String field) {
    String wanted = "get" + field.replace("_", "");
    return Arrays.stream(config.getDeclaredMethods())
        .filter(method -> method.getName().equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(() -> new AssertionError(config + " has no getter for " + field));
  }
}
