package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.pipelines.StepNode.Source;

@Tag("elsewhere")
final class InputTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static final String GARDEN =
      """
      pipeline:
        transforms:
          - type: PlantSeeds
            name: Oak
            config: {species: oak}
          - type: PlantSeeds
            name: Elm
            config: {species: elm}
      """;

  private Map<String, List<Source>> inputs(String step) {
    List<StepNode> steps = PipelineFiles.load(folder, GARDEN + step).steps();
    return steps.get(steps.size() - 1).inputs();
  }

  private ListAssert<String> assertFaults(String step) {
    return assertThat(PipelineFiles.faults(folder, GARDEN + step));
  }

  @Test
  void nameOfAStepMeansItsFirstOutput() {
    assertThat(inputs("    - {type: PickFruit, input: Oak}"))
        .isEqualTo(Map.of("input", List.of(new Source("Oak", "plant"))));
  }

  @Test
  void listNamesSeveralOutputsForOneInput() {
    assertThat(inputs("    - {type: PickFruit, input: [Oak, Elm.plant]}"))
        .isEqualTo(
            Map.of("input", List.of(new Source("Oak", "plant"), new Source("Elm", "plant"))));
  }

  @Test
  void mapNamesTheInputs() {
    assertThat(inputs("    - {type: GraftBranch, input: {plant: Oak, label: Elm.label}}"))
        .isEqualTo(
            Map.of(
                "plant", List.of(new Source("Oak", "plant")),
                "label", List.of(new Source("Elm", "label"))));
  }

  @Test
  void stepMayBeNamedByItsTypeIfItIsTheOnlyOne() {
    assertThat(
            inputs(
                """
                    - {type: GraftBranch, name: Graft, input: {plant: Oak, label: Elm.label}}
                    - {type: PickFruit, input: GraftBranch}
                """))
        .isEqualTo(Map.of("input", List.of(new Source("Graft", "plant"))));
  }

  @Test
  void stepWhoseNameHasAPointIsFound() {
    assertThat(
            inputs(
                """
                    - {type: PlantSeeds, name: v1.2, config: {species: ash}}
                    - {type: GraftBranch, input: {plant: v1.2, label: v1.2.label}}
                """))
        .isEqualTo(
            Map.of(
                "plant", List.of(new Source("v1.2", "plant")),
                "label", List.of(new Source("v1.2", "label"))));
  }

  @Test
  void typeOfSeveralStepsIsAFault() {
    assertFaults("    - {type: PickFruit, input: PlantSeeds}")
        .containsExactly(
            "file.yaml:9: step 'PickFruit': 'PlantSeeds' is the type of several steps; name one of"
                + " Oak, Elm");
  }

  @Test
  void unknownStepIsAFaultWithTheNearestName() {
    assertFaults("    - type: PickFruit\n      input:\n        - Oak\n        - Elms")
        .containsExactly(
            "file.yaml:12: step 'PickFruit': there is no step 'Elms'; did you mean 'Elm'?");
  }

  @Test
  void unknownOutputIsAFaultWithTheNearestName() {
    assertFaults("    - {type: PickFruit, input: Oak.plants}")
        .containsExactly(
            "file.yaml:9: step 'PickFruit': step 'Oak' has no output 'plants'; did you mean"
                + " 'plant'?");
  }

  @Test
  void unknownInputIsAFaultWithTheNearestName() {
    assertFaults("    - {type: PickFruit, input: {inputs: Oak}}")
        .containsExactly(
            "file.yaml:9: step 'PickFruit': unknown input 'inputs'; did you mean 'input'?");
  }

  @Test
  void inputOfAStepThatTakesNoneIsAFault() {
    assertFaults("    - {type: PlantSeeds, config: {species: ash}, input: Oak}")
        .containsExactly(
            "file.yaml:9: step 'PlantSeeds': PlantSeeds takes no input; remove 'input'");
  }

  @Test
  void unnamedInputOfAStepWithSeveralIsAFault() {
    assertFaults("    - {type: GraftBranch, input: Oak}")
        .containsExactly(
            "file.yaml:9: step 'GraftBranch': it has several inputs, and none is named; name them:"
                + " input: {plant: …, label: …, fruit: …}");
  }

  @Test
  void requiredInputThatIsNotConnectedIsAFaultWithWhatWouldFit() {
    assertFaults("    - {type: GraftBranch, input: {plant: Oak}}")
        .containsExactly(
            "file.yaml:9: step 'GraftBranch': input 'label' (what it is called) is not connected;"
                + " connect Elm.label or Oak.label");
  }

  @Test
  void twoArtifactsForAnInputThatTakesOneAreAFault() {
    assertFaults("    - {type: GraftBranch, input: {plant: [Oak, Elm], label: Oak.label}}")
        .containsExactly(
            "file.yaml:9: step 'GraftBranch': input 'plant' takes one artifact, not 2; name one"
                + " output");
  }

  @Test
  void outputOfAnotherKindIsAFaultWithWhatWouldFit() {
    assertFaults("    - {type: GraftBranch, input: {plant: Oak, label: Elm}}")
        .containsExactly(
            "file.yaml:9: step 'GraftBranch': input 'label' takes mask, but 'Elm' gives images;"
                + " connect Elm.label or Oak.label");
  }

  @Test
  void inputThatIsAMapInsideAListIsAFault() {
    assertFaults("    - {type: PickFruit, input: [{step: Oak}]}")
        .singleElement()
        .asString()
        .startsWith("file.yaml:9: step 'PickFruit': an input is a map; write 'input: Step'");
  }

  @Test
  void faultsOfAStepOfUnknownTypeDoNotSpread() {
    assertFaults("    - {type: Unheard, name: New}\n    - {type: PickFruit, input: New.any}")
        .singleElement()
        .asString()
        .startsWith("file.yaml:9: step 'New': unknown type 'Unheard'");
  }

  @Test
  void cycleIsAFaultThatNamesItsStepsAlone() {
    assertFaults(
            """
                - {type: PickFruit, input: C}
                - {type: GraftBranch, name: A, input: {plant: C, label: Oak.label}}
                - {type: GraftBranch, name: B, input: {plant: A, label: Oak.label}}
                - {type: GraftBranch, name: C, input: {plant: B, label: Oak.label}}
            """)
        .containsExactly(
            "file.yaml:10: step 'A': a cycle: C, B, A read each other's outputs; take one of these"
                + " inputs away");
  }

  @Test
  void stepThatReadsItselfIsAFault() {
    assertFaults("    - {type: GraftBranch, input: {plant: GraftBranch, label: Oak.label}}")
        .containsExactly(
            "file.yaml:9: step 'GraftBranch': it reads its own output; take one of these inputs"
                + " away");
  }

  @Test
  void stepsAreOrderedByTheirInputsAndElseAsInTheFile() {
    PipelineFile file =
        PipelineFiles.load(
            folder,
            """
            pipeline:
              transforms:
                - {type: PickFruit, input: [Elm, Ash]}
                - {type: PlantSeeds, name: Oak, config: {species: oak}}
                - {type: GraftBranch, name: Ash, input: {plant: Elm, label: Oak.label}}
                - {type: PlantSeeds, name: Elm, config: {species: elm}}
            """);

    assertThat(file.steps())
        .extracting(StepNode::name)
        .containsExactly("Oak", "Elm", "Ash", "PickFruit");
  }
}
