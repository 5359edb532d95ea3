package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("elsewhere")
final class PipelineFaultsTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private ListAssert<String> assertFaults(String yaml) {
    return assertThat(PipelineFiles.faults(folder, yaml));
  }

  @Test
  void missingFileIsRefused() {
    Path file = folder.resolve("none.yaml");

    assertThatThrownBy(() -> PipelineFile.load(file, Map.of()))
        .isInstanceOf(PipelineFault.class)
        .hasMessage(file + ": there is no such file; check the path");
  }

  @Test
  void fileThatIsNoTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("file.yaml"), new byte[] {(byte) 0xff, 0});

    assertThatThrownBy(() -> PipelineFile.load(file, Map.of()))
        .isInstanceOf(PipelineFault.class)
        .hasMessage(file + ": the file is not UTF-8 text; save it as UTF-8");
  }

  @Test
  void emptyFileIsRefused() {
    assertFaults("# nothing\n")
        .containsExactly("file.yaml:1: the file is empty; start it with 'pipeline:'");
  }

  @Test
  void syntaxErrorIsToldWithItsLine() {
    assertFaults(
            """
            pipeline:
              transforms:
                - type: PlantSeeds
                  config: {species: [oak}
            """)
        .singleElement()
        .asString()
        .startsWith("file.yaml:4: not valid YAML");
  }

  @Test
  void controlCharacterIsToldInAMessage() {
    assertFaults("pipeline:\n  transforms: \u001c\u001d\n")
        .singleElement()
        .asString()
        .contains("not valid YAML");
  }

  @Test
  void secondDocumentIsRefused() {
    assertFaults("pipeline:\n---\noptions:\n")
        .singleElement()
        .asString()
        .startsWith("file.yaml:2: not valid YAML");
  }

  @Test
  void valueThatContainsItselfIsRefused() {
    assertFaults("pipeline: &a\n  transforms: [*a]\n")
        .singleElement()
        .asString()
        .startsWith("file.yaml:1: not valid YAML: an alias stands inside its own anchor");
  }

  @Test
  void tagOfAJavaClassIsRefused() {
    assertFaults("pipeline:\n  type: !!java.net.URL http://localhost\n")
        .singleElement()
        .asString()
        .startsWith("file.yaml:2: not valid YAML");
  }

  @Test
  void keyThatStandsTwiceIsAFault() {
    assertFaults(
            """
            pipeline:
              transforms:
                - type: PlantSeeds
                  config:
                    species: oak
                    species: elm
            """)
        .containsExactly(
            "file.yaml:6: key 'species' stands twice, first in line 5; remove one of them");
  }

  @Test
  void fileWithoutAPipelineIsRefused() {
    assertFaults("pipelines:\n  transforms: []\n")
        .containsExactly(
            "file.yaml:1: unknown key 'pipelines' in the file; did you mean 'pipeline'?",
            "file.yaml:1: the file has no 'pipeline'; add 'pipeline:' with 'transforms:'");
  }

  @Test
  void listInPlaceOfThePipelineIsAFault() {
    assertFaults("pipeline:\n  - type: PlantSeeds\n")
        .first()
        .isEqualTo("file.yaml:1: 'pipeline' is a list; make it a map with 'type' and 'transforms'");
  }

  @Test
  void unknownTypeOfPipelineIsAFault() {
    assertFaults(
            """
            pipeline:
              type: tree
              transforms:
                - type: PickFruit
            """)
        .containsExactly(
            "file.yaml:2: the pipeline's type is 'tree'; write 'type: composite' or 'type: chain'");
  }

  @Test
  void keysOfBeamYamlThatAreNotSupportedAreRefusedByName() {
    assertFaults(
            """
            pipeline:
              windowing: {type: fixed}
              transforms:
                - type: PickFruit
                  error_handling: {output: errors}
            """)
        .containsExactly(
            "file.yaml:2: 'windowing' is Beam YAML, but not supported here; remove it: steps join"
                + " artifacts by variant, not by time",
            "file.yaml:5: step 'PickFruit': 'error_handling' is Beam YAML, but not supported here;"
                + " remove it: a step that fails, fails the run");
  }

  @Test
  void nestedCompositeIsRefusedByName() {
    assertFaults(
            """
            pipeline:
              transforms:
                - type: composite
                  name: Inner
                  transforms: []
            """)
        .containsExactly(
            "file.yaml:3: step 'Inner': a composite inside a pipeline is Beam YAML, but not"
                + " supported here; put its transforms under 'transforms' of the pipeline itself",
            "file.yaml:5: step 'Inner': 'transforms' is Beam YAML, but not supported here; put"
                + " every transform under 'transforms' of the pipeline itself; it cannot be"
                + " nested");
  }

  @Test
  void unknownKeyOfATransformIsAFaultWithTheNearestName() {
    assertFaults(
            """
            pipeline:
              transforms:
                - type: PickFruit
                  inputs: PickFruit
            """)
        .containsExactly(
            "file.yaml:4: step 'PickFruit': unknown key 'inputs' in a transform; did you mean"
                + " 'input'?");
  }

  @Test
  void transformWithoutATypeIsAFault() {
    assertFaults("pipeline:\n  transforms:\n    - name: Pick\n")
        .containsExactly(
            "file.yaml:3: step 'Pick': it has no type; add 'type:' with the type of the step");
  }

  @Test
  void transformThatIsATextIsAFault() {
    assertFaults("pipeline:\n  transforms:\n    - PickFruit\n    - type: PickFruit\n")
        .containsExactly(
            "file.yaml:3: a transform is 'PickFruit'; make it a map with 'type' and what else it"
                + " needs");
  }

  @Test
  void unknownTypeIsAFaultWithTheNearestName() {
    assertFaults("pipeline:\n  transforms:\n    - name: A\n      type: PickFruits\n")
        .containsExactly(
            "file.yaml:4: step 'A': unknown type 'PickFruits'; did you mean 'PickFruit'?");
  }

  @Test
  void twoStepsOfOneNameAreAFault() {
    assertFaults("pipeline:\n  transforms:\n    - type: PickFruit\n    - type: PickFruit\n")
        .containsExactly(
            "file.yaml:4: step 'PickFruit': the step in line 3 has the same name; give each a"
                + " 'name' of its own");
  }

  @Test
  void optionThatIsAMapIsAFault() {
    assertFaults(
            """
            options:
              parallelism: {at_most: 2}
            pipeline:
              transforms:
                - type: PickFruit
            """)
        .containsExactly(
            "file.yaml:2: option 'parallelism' is a map; give it a text, a number, true, false, or"
                + " a list of these");
  }

  @Test
  void faultOfTheSecondRoundOfALoopIsToldWithTheLineOfTheFile() {
    assertFaults(
            """
            pipeline:
              transforms:
              {% for name in ['A', 'B'] %}
                - type: PickFruit
                  name: {{ name }}
                  config: {remark: [x]}
              {% endfor %}
                - type: PickFruits
            """)
        .containsExactly(
            "file.yaml:6: step 'A': field 'remark' is a list; give a text",
            "file.yaml:6: step 'B': field 'remark' is a list; give a text",
            "file.yaml:8: step 'PickFruits': unknown type 'PickFruits'; did you mean 'PickFruit'?");
  }

  @Test
  void emptyPathOfATransformOfBeamsIsAFault() {
    assertFaults(
            """
            pipeline:
              transforms:
                - type: ReadFromText
                  config: {path: ""}
            """)
        .containsExactly(
            "file.yaml:4: step 'ReadFromText': field 'path': '' must not be empty; give it a"
                + " value");
  }

  @Test
  void allFaultsAreToldAtOnceInTheOrderOfTheFile() {
    assertFaults(
            """
            options: 3
            pipeline:
              transforms:
                - type: PlantSeed
                - type: PickFruit
                  input: Nowhere
                  config: {remarks: none}
                - type: PickFruit
                - type: PlantSeeds
                  config: {count: many}
            """)
        .hasSize(7);
  }
}
