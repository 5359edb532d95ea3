package org.longtail.pipelines.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.pipelines.StepCatalog;

class PipelineSchemaTest {

  private static final Path EXAMPLES = Path.of("examples");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(PipelineSchema.json(StepCatalog.load()));

  /** A variable outside of quotes: YAML takes it for a map, which Jackson does not read. */
  private static final Pattern BARE =
      Pattern.compile("(?<=[ \\[])\\{\\{[^}]*\\}\\}(?=[ ,}\\]\\n])");

  /** As an editor sees it: nothing is rendered. */
  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsValidAsItStands(Path example) throws IOException {
    String text = Files.readString(example);

    assertThat(text.lines().findFirst().orElseThrow())
        .as("the first line names the schema")
        .endsWith(
            "$schema="
                + Objects.requireNonNull(example.getParent())
                    .relativize(Path.of("..", "docs", "pipeline.schema.json")));
    assertThat(faults(text)).isEmpty();
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{stage: 1, group: few, sampling: often}",
        "{stage: 0, group: few, sampling: inverse}",
        "{stage: one, group: few, sampling: inverse}",
        "{stage: 1, sampling: inverse}",
        "{stage: 1, group: few, sampling: inverse, rho_m: 1}",
        "{stage: 1, group: few, sampling: inverse, rho: 0.5}"
      })
  void aConfigurationThatIsNotOneIsFound(String config) throws JsonProcessingException {
    assertThat(faults(file("GroupSampling", config))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "WriteToJson; {path: a.json}; 0",
        "WriteToJson; {file: a.json}; 2",
        "LogForTesting; {prefix: ''}; 0",
        "LogForTesting; {to: a}; 1",
        "Create; {elements: [1, 2]}; 0",
      })
  void fieldsOfBeamsTransformsAreKnown(String type, String config, int faults)
      throws JsonProcessingException {
    assertThat(faults(file(type, config))).hasSize(faults);
  }

  @Test
  void aTypeThatThereIsNotIsFound() throws JsonProcessingException {
    assertThat(faults(file("GroupSample", "{}"))).isNotEmpty();
  }

  @Test
  void aValueMayBeAVariable() throws JsonProcessingException {
    String config = "{stage: 1, group: '{{ group }}', sampling: inverse, rho_m: {{ rho_m }}}";

    assertThat(faults(file("GroupSampling", config))).isEmpty();
  }

  private static String file(String type, String config) {
    return String.format(
        Locale.ROOT, "pipeline: {transforms: [{type: %s, config: %s}]}", type, config);
  }

  private static List<Error> faults(String yaml) throws JsonProcessingException {
    return SCHEMA.validate(
        new YAMLMapper().readTree(BARE.matcher(yaml).replaceAll("{variable: }")));
  }
}
