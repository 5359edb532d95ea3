package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables with several values make variants of one pipeline. */
@Tag("elsewhere")
class VariantsTest {

  private static final String PLANT =
      """
      # {% set count = count | default(1) %}
      # {% set species = species | default('oak') %}
      pipeline:
        transforms:
          - type: PlantSeeds
            config: {count: {{ count }}, species: "{{ species }}"}
      """;

  private static final String GRAFTED =
      """
          - type: GraftBranch
            input:
              plant: PlantSeeds
              label: PlantSeeds.label
      """;

  private final Path folder;

  VariantsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFileWithoutSeveralValuesHasTheDefaultVariant() {
    PipelineFile file = PipelineFiles.load(folder, PLANT, Map.of("count", "3"));

    assertThat(file.variants()).isEqualTo(Map.of("default", Map.of("count", "3")));
  }

  @Test
  void commasMakeAVariantOfEachValue() {
    PipelineFile file = PipelineFiles.load(folder, PLANT, Map.of("count", "3, 4"));

    StepNode plant = file.steps().get(0);
    assertThat(file.steps()).hasSize(1);
    assertThat(file.variants().keySet()).containsExactly("count=3", "count=4");
    assertThat(plant.config("count=3")).containsEntry("count", 3);
    assertThat(plant.config("count=4")).containsEntry("count", 4);
  }

  @Test
  void severalVariablesMakeEveryCombination() {
    String listed = "# {% set variants = {'count': [1, 2], 'species': ['elm', 'fir']} %}\n";

    PipelineFile file = PipelineFiles.load(folder, listed + PLANT);

    assertThat(file.variants().keySet())
        .containsExactly(
            "count=1,species=elm",
            "count=1,species=fir",
            "count=2,species=elm",
            "count=2,species=fir");
    assertThat(file.steps().get(0).config("count=2,species=elm"))
        .containsEntry("count", 2)
        .containsEntry("species", "elm");
  }

  @Test
  void aGivenValueGoesBeforeThoseThatTheFileLists() {
    String listed = "# {% set variants = {'count': [1, 2]} %}\n";

    PipelineFile file = PipelineFiles.load(folder, listed + PLANT, Map.of("count", "7"));

    assertThat(file.variants().keySet()).containsExactly("default");
    assertThat(file.steps().get(0).config("default")).containsEntry("count", 7);
  }

  @Test
  void commasInBracketsAndQuotesPartNoValues() {
    PipelineFile file = PipelineFiles.load(folder, PLANT, Map.of("species", "'ash, grey'"));

    assertThat(file.variants().keySet()).containsExactly("default");
    assertThat(file.steps().get(0).config("default")).containsEntry("species", "ash, grey");
  }

  @Test
  void aVariableMayChangeTheGraph() {
    String grafted = PLANT + "# {% if count > 1 %}\n" + GRAFTED + "# {% endif %}\n";

    PipelineFile file = PipelineFiles.load(folder, grafted, Map.of("count", "1,2"));

    assertThat(file.steps())
        .extracting(StepNode::name)
        .containsExactly("PlantSeeds", "GraftBranch");
    assertThat(file.steps().get(0).variants()).containsExactly("count=1", "count=2");
    assertThat(file.steps().get(1).variants()).containsExactly("count=2");
  }

  @Test
  void aFaultOfOneVariantSaysWhichOne() {
    assertThat(PipelineFiles.faults(folder, PLANT, Map.of("count", "1,-2")))
        .singleElement()
        .asString()
        .contains("field 'count'")
        .contains("(variant count=-2)");
  }

  @Test
  void aFaultOfEveryVariantIsToldOnce() {
    String unknown = PLANT.replace("PlantSeeds", "PlantSeed");

    assertThat(PipelineFiles.faults(folder, unknown, Map.of("count", "1,2")))
        .singleElement()
        .asString()
        .contains("unknown type 'PlantSeed'")
        .doesNotContain("variant");
  }

  @Test
  void aMalformedListOfVariantsIsAFault() {
    String listed = "# {% set variants = {'count': 3} %}\n";

    assertThat(PipelineFiles.faults(folder, listed + PLANT))
        .singleElement()
        .asString()
        .contains("variable 'variants' is {count=3}")
        .contains("{% set variants = {\"seed\": [1, 2, 3]} %}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,1.0", "1,+1", "1,'1'", "10,1e1", "10,1_0", "16,0x10", "1,01"})
  void oneValueInTwoSpellingsIsAFault(String values) {
    String[] two = values.split(",", -1);

    assertThat(PipelineFiles.faults(folder, PLANT, Map.of("count", values)))
        .first()
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "file.yaml: variable 'count' has one value twice: '%s' and '%s'; leave one of them out",
                two[0],
                two[1]));
  }

  @Test
  void oneTruthInTwoSpellingsIsAFault() {
    assertThat(PipelineFiles.faults(folder, PLANT, Map.of("species", "true,yes")))
        .first()
        .asString()
        .contains("variable 'species' has one value twice");
  }

  @Test
  void oneValueInTwoSpellingsOfTheFileIsAFault() {
    String listed = "# {% set variants = {'count': [1, 1.0]} %}\n";

    assertThat(PipelineFiles.faults(folder, listed + PLANT))
        .first()
        .asString()
        .contains("variable 'count' has one value twice: '1' and '1.0'");
  }

  @Test
  void aValueThatIsGivenTwiceAlikeCountsOnce() {
    assertThat(PipelineFiles.load(folder, PLANT, Map.of("count", "3,3,4")).variants().keySet())
        .containsExactly("count=3", "count=4");
  }
}
