package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.longtail.transforms.step.ConfigField;
import org.longtail.transforms.step.ConfigSchema;
import org.longtail.transforms.step.StepProvider;

/** What every step type keeps to, for each field of its configuration. */
class EveryStepTest {

  private static final StepCatalog CATALOG = StepCatalog.load();

  private final Path folder;

  EveryStepTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static Stream<StepProvider<?>> providers() {
    return CATALOG.types().stream().map(type -> CATALOG.find(type).orElseThrow());
  }

  static Stream<Arguments> fields() {
    return providers()
        .flatMap(
            provider ->
                provider.fields().stream()
                    .map(field -> Arguments.of(provider.type().name(), field)));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aConfigurationGoesThroughARowAndBack(StepProvider<?> provider) {
    Map<String, Object> values = new LinkedHashMap<>();
    provider.fields().stream()
        .filter(field -> field.nested().isEmpty() || field.required())
        .forEach(field -> values.put(field.name(), good(field, field.type())));
    Row row = Row.withSchema(provider.configurationSchema()).withFieldValues(values).build();

    values.replaceAll((name, value) -> plain(value));
    assertThat(provider.values(row)).usingRecursiveComparison().isEqualTo(values);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void everyFieldHasADescription(String type, ConfigField field) {
    assertThat(field.description()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void everyKindOfBadValueIsRefusedByTheNameOfItsField(String type, ConfigField field) {
    for (String bad : bad(field)) {
      assertThat(faults(type, String.format(Locale.ROOT, "%s: %s", field.name(), bad)))
          .as("%s: %s", field.name(), bad)
          .anySatisfy(fault -> assertThat(fault).contains("field '" + field.name()));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aFieldThatIsMissingIsNamed(StepProvider<?> provider) {
    for (ConfigField field : provider.fields()) {
      if (field.required()) {
        assertThat(faults(provider.type().name(), ""))
            .anySatisfy(
                fault ->
                    assertThat(fault)
                        .contains(
                            String.format(Locale.ROOT, "field '%s' is missing", field.name())));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aFieldThatThereIsNotIsNamed(StepProvider<?> provider) {
    assertThat(faults(provider.type().name(), "epoch_count: 1"))
        .anySatisfy(fault -> assertThat(fault).contains("unknown field 'epoch_count'"));
    assertThatThrownBy(
            () ->
                Row.withSchema(provider.configurationSchema())
                    .withFieldValue("epoch_count", 1)
                    .build())
        .hasMessageContaining("epoch_count");
  }

  private static Object plain(Object value) {
    if (value instanceof Row row) {
      Map<String, Object> fields = new TreeMap<>();
      row.getSchema().getFieldNames().forEach(name -> fields.put(name, row.getValue(name)));
      return fields;
    }
    return value instanceof List<?> list ? list.stream().map(EveryStepTest::plain).toList() : value;
  }

  private List<String> faults(String type, String config) {
    return PipelineFiles.faults(
        folder,
        String.format(
            Locale.ROOT, "pipeline: {transforms: [{type: %s, config: {%s}}]}\n", type, config));
  }

  /** A value that the field may have. */
  private static Object good(ConfigField field, FieldType type) {
    if (!field.allowed().isEmpty()) {
      return field.allowed().get(0);
    }
    double from = field.range().map(range -> range.from()).orElse(1.0);
    double to = field.range().map(range -> range.to()).orElse(2.0);
    double between =
        Double.isInfinite(from) ? to - 1 : Double.isInfinite(to) ? from + 1 : (from + to) / 2;
    return switch (type.getTypeName()) {
      case INT32 -> (int) Math.ceil(between);
      case INT64 -> (long) Math.ceil(between);
      case DOUBLE -> between;
      case BOOLEAN -> true;
      case STRING -> field.name().equals("gamma") ? "0.5" : "a";
      case ARRAY, ITERABLE ->
          List.of(good(field, Objects.requireNonNull(type.getCollectionElementType())));
      case MAP -> Map.of("all", good(field, Objects.requireNonNull(type.getMapValueType())));
      case ROW -> {
        Row.FieldValueBuilder row =
            Row.withSchema(Objects.requireNonNull(type.getRowSchema())).withFieldValues(Map.of());
        for (ConfigField part : ConfigSchema.of(field.nested().orElseThrow()).fields()) {
          row = row.withFieldValue(part.name(), good(part, part.type()));
        }
        yield row.build();
      }
      default -> throw new AssertionError(type);
    };
  }

  /** Values that it may not have, as YAML. */
  private static List<String> bad(ConfigField field) {
    List<String> bad = new ArrayList<>();
    bad.add(
        switch (field.type().getTypeName()) {
          case ARRAY, ITERABLE, MAP, ROW -> "1.5";
          case STRING -> "[1]";
          default -> "often";
        });
    if (!field.allowed().isEmpty()) {
      bad.add("neither");
    }
    boolean number =
        List.of("INT32", "INT64", "DOUBLE").contains(field.type().getTypeName().name());
    if (number) {
      field
          .range()
          .ifPresent(
              range -> {
                if (!Double.isInfinite(range.from())) {
                  bad.add(Long.toString((long) range.from() - 1));
                }
                if (!Double.isInfinite(range.to())) {
                  bad.add(Long.toString((long) range.to() + 1));
                }
              });
    }
    return bad;
  }
}
