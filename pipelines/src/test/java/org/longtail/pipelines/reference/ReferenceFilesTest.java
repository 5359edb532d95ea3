package org.longtail.pipelines.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.longtail.pipelines.StepCatalog;

/** The files that are made from the step types are those that are made of them today. */
@Tag("elsewhere")
class ReferenceFilesTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final StepCatalog SHIPPED =
      StepCatalog.load(type -> type.getPackageName().startsWith("org.longtail.transforms."));

  @Test
  void thePageOfTransformsIsMadeOfTheTypes() throws IOException {
    assertThat(Files.readString(DOCS.resolve("TRANSFORMS.md")))
        .as("stale: ./longtail transforms --markdown > docs/TRANSFORMS.md")
        .isEqualTo(ReferencePage.markdown(SHIPPED));
  }

  @Test
  void everyTransformIsListedForOtherLaunchers() throws IOException {
    JsonNode listed =
        new YAMLMapper().readTree(Path.of("providers.yaml").toFile()).get(0).get("transforms");

    assertThat(listed.properties())
        .extracting(Map.Entry::getKey, entry -> entry.getValue().asText())
        .containsExactlyElementsOf(
            StepReference.all(SHIPPED).stream()
                .map(step -> tuple(step.type(), step.identifier()))
                .toList());
  }

  @Test
  void theSchemaOfPipelineFilesIsMadeOfTheTypes() throws IOException {
    assertThat(Files.readString(DOCS.resolve("pipeline.schema.json")))
        .as("stale: ./longtail transforms --json-schema > docs/pipeline.schema.json")
        .isEqualTo(PipelineSchema.json(SHIPPED));
  }
}
