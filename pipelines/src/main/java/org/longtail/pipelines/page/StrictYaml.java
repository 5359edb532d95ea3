package org.longtail.pipelines.page;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a YAML file into records. A key that a record lacks, or that stands twice, is an error; an
 * absent text, list or map is empty.
 */
final class StrictYaml {

  private static final ObjectMapper YAML = mapper();

  private final Path file;

  StrictYaml(Path file) {
    this.file = file;
  }

  private static ObjectMapper mapper() {
    YAMLMapper.Builder builder =
        YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    for (Class<?> type : List.of(String.class, List.class, Map.class)) {
      builder.withConfigOverride(
          type, override -> override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
    }
    return builder.build();
  }

  /**
   * The record that a text holds.
   *
   * @throws IllegalArgumentException that names the place and what is wrong there
   */
  <T> T read(String text, Class<T> type) {
    try {
      return YAML.readValue(text, type);
    } catch (UnrecognizedPropertyException e) {
      throw fault(
          e.getLocation(),
          pathOf(e),
          String.format(
              Locale.ROOT,
              "unknown key; the keys there are %s",
              e.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", "))));
    } catch (ValueInstantiationException e) {
      // A record refused its values; the parser stands behind them then.
      throw fault(null, pathOf(e), refusal(e));
    } catch (JsonMappingException e) {
      throw fault(e.getLocation(), pathOf(e), e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw fault(e.getLocation(), "", e.getOriginalMessage());
    }
  }

  private static String refusal(ValueInstantiationException e) {
    Throwable cause = e.getCause();
    return cause == null ? e.getOriginalMessage() : String.valueOf(cause.getMessage());
  }

  private IllegalArgumentException fault(
      @Nullable JsonLocation location, String path, String message) {
    String line = location == null ? "" : ":" + location.getLineNr();
    String place = path.isEmpty() ? "" : path + ": ";
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "%s%s: %s%s", file, line, place, Text.line(message)));
  }

  /** Such as {@code sections[2].rows[0].label}. */
  private static String pathOf(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? String.format(Locale.ROOT, "[%d]", step.getIndex())
                    : "." + step.getFieldName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }
}
