package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("elsewhere")
final class ConfigTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static String yaml(String field) {
    return String.format(
        Locale.ROOT,
        """
    pipeline:
      transforms:
        - type: PlantSeeds
          config:
            species: oak
            %s
    """,
        field);
  }

  private ObjectAssert<Object> assertValue(String field, String name) {
    PipelineFile file = PipelineFiles.load(folder, yaml(field));
    return assertThat(file.steps().get(0).config("default").get(name));
  }

  private AbstractStringAssert<?> assertFault(String field) {
    List<String> faults = PipelineFiles.faults(folder, yaml(field));
    assertThat(faults).hasSize(1);
    return assertThat(faults.get(0));
  }

  @Test
  void unknownFieldIsAFaultWithTheNearestName() {
    assertFault("counts: 2")
        .isEqualTo("file.yaml:6: step 'PlantSeeds': unknown field 'counts'; did you mean 'count'?");
  }

  @Test
  void unknownFieldUnlikeAnyIsAFaultWithAllNames() {
    assertFault("zzz: 2")
        .isEqualTo(
            "file.yaml:6: step 'PlantSeeds': unknown field 'zzz'; fields of PlantSeeds: count,"
                + " days, heights, seed, species, sun, tree, water_share");
  }

  @Test
  void missingFieldIsAFaultAtTheStep() {
    assertThat(PipelineFiles.faults(folder, "pipeline:\n  transforms:\n    - type: PlantSeeds\n"))
        .containsExactly(
            "file.yaml:3: step 'PlantSeeds': field 'species' is missing; add 'species:' under"
                + " 'config': What is planted");
  }

  @Test
  void requiredFieldThatIsNothingIsMissing() {
    assertThat(
            PipelineFiles.faults(
                folder,
                """
                pipeline:
                  transforms:
                    - type: PlantSeeds
                      config:
                        species:
                """))
        .singleElement()
        .asString()
        .startsWith("file.yaml:5: step 'PlantSeeds': field 'species' is missing");
  }

  @Test
  void configThatIsAListIsAFault() {
    assertThat(
            PipelineFiles.faults(
                folder, "pipeline:\n  transforms:\n    - type: PickFruit\n      config: [1]\n"))
        .containsExactly(
            "file.yaml:4: step 'PickFruit': 'config' is a list; make it a map of the step's"
                + " fields");
  }

  @Test
  void fieldThatIsNothingCountsAsLeftOut() {
    assertValue("count:", "count").isNull();
  }

  @Test
  void textForANumberIsAFault() {
    assertFault("count: many")
        .isEqualTo("file.yaml:6: step 'PlantSeeds': field 'count' is 'many'; give a whole number");
  }

  @Test
  void fractionForAWholeNumberIsAFault() {
    assertFault("count: 1.5")
        .isEqualTo("file.yaml:6: step 'PlantSeeds': field 'count' is '1.5'; give a whole number");
  }

  @Test
  void numberTooLargeForItsTypeIsAFault() {
    assertFault("count: 3000000000").contains("field 'count' is '3000000000'");
  }

  @Test
  void wholeDoubleIsTakenForAWholeNumber() {
    assertValue("count: 2.0", "count").isEqualTo(2);
  }

  @Test
  void wholeNumberIsTakenForADouble() {
    assertValue("water_share: 1", "water_share").isEqualTo(1.0);
  }

  @Test
  void numberWithoutAPointIsReadAsADouble() {
    assertValue("water_share: 1e-3", "water_share").isEqualTo(0.001);
  }

  @Test
  void quotedNumberIsTakenForANumber() {
    assertValue("count: '4'", "count").isEqualTo(4);
  }

  @Test
  void longKeepsAllItsDigits() {
    assertValue("seed: 9007199254740993", "seed").isEqualTo(9007199254740993L);
  }

  @Test
  void numberForATextIsTakenAsItsText() {
    assertThat(
            PipelineFiles.load(
                    folder,
                    """
                    pipeline:
                      transforms:
                        - {type: PlantSeeds, config: {species: 0010}}
                    """)
                .steps()
                .get(0)
                .config("default"))
        .containsEntry("species", "0010");
  }

  @Test
  void numberOutOfRangeIsAFault() {
    assertFault("water_share: 1.5")
        .isEqualTo(
            "file.yaml:6: step 'PlantSeeds': field 'water_share': 1.5 must be at least 0 and at"
                + " most 1; give a number that is at least 0 and at most 1");
  }

  @Test
  void infinityIsOutOfRange() {
    assertFault("water_share: .inf").contains("Infinity must be at least 0 and at most 1");
  }

  @Test
  void textThatIsNotAllowedIsAFaultWithTheNearestValue() {
    assertFault("sun: souht")
        .isEqualTo(
            "file.yaml:6: step 'PlantSeeds': field 'sun': 'souht' is not one of south, north; did"
                + " you mean 'south'?");
  }

  @Test
  void emptyTextIsAFault() {
    assertThat(
            PipelineFiles.faults(
                folder,
                """
                pipeline:
                  transforms:
                    - type: PlantSeeds
                      config:
                        species: ""
                """))
        .containsExactly(
            "file.yaml:5: step 'PlantSeeds': field 'species': '' must not be empty; give it a"
                + " value");
  }

  @Test
  void emptyLocationIsAFaultAndNotTheFilesFolder() {
    assertThat(
            PipelineFiles.faults(
                folder,
                """
                pipeline:
                  transforms:
                    - type: ReadImages
                      config:
                        path: "."
                        format: list
                        train_list: ""
                        test_list: " "
                """))
        .containsExactly(
            "file.yaml:7: step 'ReadImages': field 'train_list': '' must not be empty; give it a"
                + " value, or leave it out",
            "file.yaml:8: step 'ReadImages': field 'test_list': ' ' must not be empty; give it a"
                + " value, or leave it out");
  }

  @Test
  void truthValueIsRead() {
    assertValue("tree: yes", "tree").isEqualTo(true);
  }

  @Test
  void textForATruthValueIsAFault() {
    assertFault("tree: maybe").endsWith("field 'tree' is 'maybe'; give true or false");
  }

  @Test
  void listOfNumbersIsRead() {
    assertValue("heights: [1, 2.5]", "heights").isEqualTo(List.of(1.0, 2.5));
  }

  @Test
  void wrongElementOfAListIsAFaultInItsOwnLine() {
    assertFault("heights:\n          - 1\n          - tall")
        .isEqualTo("file.yaml:8: step 'PlantSeeds': field 'heights' is 'tall'; give a number");
  }

  @Test
  void singleValueForAListIsAFault() {
    assertFault("heights: 1")
        .endsWith("field 'heights' is '1'; give a list, each element a number");
  }

  @Test
  void mapIsRead() {
    assertValue("days: {may: 31, june: 30}", "days").isEqualTo(Map.of("may", 31, "june", 30));
  }

  @Test
  void wrongValueOfAMapIsAFault() {
    assertFault("days: {may: long}").endsWith("field 'days' is 'long'; give a whole number");
  }

  @Test
  void mergeKeyAddsTheFieldsOfAnAlias() {
    assertThat(
            PipelineFiles.load(
                    folder,
                    """
                    pipeline:
                      transforms:
                        - type: PlantSeeds
                          config: &oak {species: oak, count: 2}
                        - type: PlantSeeds
                          name: Other
                          config: {<<: *oak, count: 3}
                    """)
                .steps()
                .get(1)
                .config("default"))
        .isEqualTo(Map.of("species", "oak", "count", 3));
  }
}
