package org.longtail.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.longtail.schemas.store.StoreException;

/** The pipeline that a run kept, with other settings of a step. */
class StoredPipelineTest {

  private static final String GARDEN =
      """
      pipeline:
        transforms:
          - type: PlantSeeds
            name: Oak
            config: &tree {species: oak, count: 2, tree: true}
          - type: PlantSeeds
            name: Elm
            config: {<<: *tree, species: elm}
          - type: PlantSeeds
            name: Fir
            config: *tree
      options: {parallelism: 2}
      """;

  private final Path folder;
  private final Path place;

  StoredPipelineTest(@TempDir Path folder) {
    this.folder = folder;
    this.place = folder.resolve("pipeline.yaml");
  }

  @Test
  void aFieldIsSetInItsStepAlone() {
    PipelineFile file = set(GARDEN, "Oak", Map.of("count", "3")).check();

    assertThat(step(file, "Oak").config("default")).containsEntry("count", 3);
    assertThat(step(file, "Elm").config("default")).containsEntry("count", 2);
    assertThat(step(file, "Fir").config("default")).containsEntry("count", 2);
  }

  @Test
  void oneValueOfAFieldInTwoSpellingsIsAFault() {
    assertThat(faults(() -> set(GARDEN, "Oak", Map.of("count", "3,3.0")).check()))
        .first()
        .asString()
        .contains("field 'count' has one value twice: '3' and '3.0'");
  }

  @Test
  void aFieldThatComesFromAnAliasIsSetInItsStepAlone() {
    PipelineFile file = set(GARDEN, "Elm", Map.of("count", "3", "tree", "false")).check();

    assertThat(step(file, "Oak").config("default")).containsEntry("tree", true);
    assertThat(step(file, "Elm").config("default"))
        .containsEntry("species", "elm")
        .containsEntry("count", 3)
        .containsEntry("tree", false);
  }

  @Test
  void aFieldThatIsLeftOutIsAdded() {
    PipelineFile file = set(GARDEN, "Oak", Map.of("sun", "north", "heights", "[1, 2.5]")).check();

    assertThat(step(file, "Oak").config("default"))
        .containsEntry("sun", "north")
        .containsEntry("heights", List.of(1.0, 2.5));
  }

  @Test
  void aStepWithoutAConfigurationGetsOne() {
    String bare =
        """
        pipeline:
          type: chain
          transforms:
            - type: PlantSeeds
              config: {species: oak}
            - type: PickFruit
        """;

    PipelineFile file = set(bare, "PickFruit", Map.of("remark", "ripe # not green")).check();

    assertThat(step(file, "PickFruit").config("default"))
        .containsEntry("remark", "ripe # not green");
  }

  @Test
  void aFieldSetToNothingIsLeftOut() {
    PipelineFile file = set(GARDEN, "Oak", Map.of("count", "")).check();

    assertThat(step(file, "Oak").config("default")).doesNotContainKey("count");
  }

  @Test
  void theRestOfTheFileStays() {
    PipelineFile file = set(GARDEN, "Oak", Map.of("count", "3")).check();

    assertThat(file.steps()).extracting(StepNode::name).containsExactly("Oak", "Elm", "Fir");
    assertThat(file.options()).containsExactly(Map.entry("parallelism", "2"));
    assertThat(file.path()).isEqualTo(folder.resolve("garden.yaml"));
  }

  @Test
  void whatIsKeptOfItCanBeReplayedInTurn() {
    PipelineFile first = set(GARDEN, "Oak", Map.of("count", "3")).check();

    PipelineFile second = set(first.rendered(), "Oak", Map.of("sun", "north")).check();

    assertThat(step(second, "Oak").config("default"))
        .containsEntry("count", 3)
        .containsEntry("sun", "north");
  }

  @Test
  void severalValuesMakeVariants() {
    StoredPipeline pipeline = set(GARDEN, "Oak", Map.of("count", "3,4"));
    PipelineFile file = pipeline.check();

    assertThat(file.variants())
        .isEqualTo(Map.of("count=3", Map.of("count", "3"), "count=4", Map.of("count", "4")));
    assertThat(step(file, "Oak").config("count=4")).containsEntry("count", 4);
    assertThat(pipeline.origin("count=4")).isEqualTo("default");
  }

  @Test
  void theVariantsOfTheRunAreCrossed() {
    StoredPipeline pipeline = seeds("1", "2").set("Oak", Map.of("count", "3,4"));

    assertThat(pipeline.check().variants().keySet())
        .containsExactly("seed=1,count=3", "seed=1,count=4", "seed=2,count=3", "seed=2,count=4");
    assertThat(pipeline.check().variants().get("seed=2,count=3"))
        .containsEntry("seed", "2")
        .containsEntry("count", "3");
    assertThat(pipeline.origin("seed=2,count=3")).isEqualTo("seed=2");
  }

  @Test
  void aSingleValueLeavesTheVariantsTheirNames() {
    assertThat(seeds("1", "2").set("Oak", Map.of("count", "3")).check().variants().keySet())
        .containsExactly("seed=1", "seed=2");
  }

  @Test
  void aVariantMayBeChosen() {
    PipelineFile file = seeds("1", "2").only(List.of("seed=2")).check();

    assertThat(file.variants().keySet()).containsExactly("seed=2");
    assertThat(step(file, "Oak").config("seed=2")).containsEntry("seed", 2L);
  }

  @Test
  void aVariantThatIsNotThereIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seeds("1", "2").only(List.of("sed=2")))
        .withMessage("there is no variant 'sed=2'; did you mean 'seed=2'?");
  }

  @Test
  void aFieldOfTheNameOfAVariableGoesWithItsStep() {
    assertThat(seeds("1", "2").set("Oak", Map.of("seed", "7,8")).check().variants().keySet())
        .contains("seed=1,Oak.seed=7");
  }

  @Test
  void anUnknownFieldIsReportedAsInAFile() {
    assertThat(faults(() -> set(GARDEN, "Oak", Map.of("cuont", "3")).check()))
        .containsExactly(place + ": step 'Oak': unknown field 'cuont'; did you mean 'count'?");
  }

  @Test
  void aValueOutOfRangeIsReportedAsInAFile() {
    assertThat(faults(() -> set(GARDEN, "Oak", Map.of("water_share", "2")).check()))
        .containsExactly(
            place
                + ": step 'Oak': field 'water_share': 2.0 must be at least 0 and at most 1; give a"
                + " number that is at least 0 and at most 1");
  }

  @Test
  void anUnknownStepIsReported() {
    assertThat(faults(() -> set(GARDEN, "Oka", Map.of("count", "3"))))
        .containsExactly(place + ": there is no step 'Oka'; the steps are Oak, Elm, Fir");
  }

  @Test
  void aPartOfACompositeIsSetByItsComposite() {
    assertThat(faults(() -> set(GARDEN, "Oak/Branch", Map.of("count", "3"))).get(0))
        .contains("there is no step 'Oak/Branch'; it is a part of 'Oak': set the fields of that");
  }

  @Test
  void aDotLeadsIntoTheDefaultOfAFieldThatIsLeftOut() {
    PipelineFile file = set(STAGES, "Sample", Map.of("groups.few", "5")).check();

    assertThat(step(file, "Sample").config("default"))
        .containsEntry("groups", Map.of("many", 101L, "medium", 20L, "few", 5L));
  }

  @Test
  void dotsLeadIntoTheFieldsOfAComposite() {
    PipelineFile file =
        set(STAGES, "Stages", Map.of("stages.1.gamma", "0.6", "every_stage.retrain_epochs", "0.3"))
            .check();

    Map<String, Object> config = step(file, "Stages").config("default");
    assertThat(config.get("stages"))
        .asList()
        .element(1)
        .isInstanceOfSatisfying(
            Row.class, stage -> assertThat(stage.getString("gamma")).isEqualTo("0.6"));
    assertThat(config.get("every_stage"))
        .isInstanceOfSatisfying(
            Row.class, every -> assertThat(every.getDouble("retrain_epochs")).isEqualTo(0.3));
  }

  @Test
  void aPlaceThatIsNotThereIsReported() {
    assertThat(faults(() -> set(STAGES, "Stages", Map.of("stages.3.gamma", "0.6"))))
        .containsExactly(
            place
                + ": step 'Stages': field 'stages.3.gamma': there is no element '3'; its elements"
                + " are 0 to 2");
    assertThat(faults(() -> set(GARDEN, "Oak", Map.of("count.many", "1"))))
        .containsExactly(
            place
                + ": step 'Oak': field 'count.many': there is no 'many' in '2'; a dot leads into a"
                + " map or a list");
  }

  @Test
  void documentsThatAreNotThoseOfTheRunAreDamage() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                StoredPipeline.read(
                    place,
                    GARDEN,
                    folder.resolve("garden.yaml"),
                    Map.of("a", Map.of(), "b", Map.of())))
        .withMessage(
            "%s is damaged: it has 1 documents, but the run has 2 variants", place.toString());
  }

  @Test
  void aFileMayEndWithAStep() {
    String yaml = GARDEN.replace("options", "    - {type: PickFruit, input: [Oak, Fir]}\noptions");

    PipelineFile file = stored(yaml, Map.of("default", Map.of())).check().upTo("PickFruit");

    assertThat(file.steps()).extracting(StepNode::name).containsExactly("Oak", "Fir", "PickFruit");
  }

  private static final String STAGES =
      """
      pipeline:
        transforms:
          - type: ReadImages
            name: Images
            config: {path: .}
          - type: GroupSampling
            name: Sample
            input: Images.train
            config: {stage: 1, group: many, sampling: natural}
          - type: DecoupledOptimisation
            name: Stages
            input: {images: Images.train, selection: Images.test}
            config:
              every_stage: {network: cifar_resnet, depth: 8, width: 16, retrain_rate: 0.005}
              stages:
                - {group: many, sampling: natural, epochs: 1, learning_rate: 0.1}
                - {group: medium, sampling: enhanced, epochs: 1, learning_rate: 0.1, gamma: 0.8}
                - {group: few, sampling: inverse, epochs: 1, learning_rate: 0.1}
      """;

  private StoredPipeline seeds(String... seeds) {
    StringBuilder yaml = new StringBuilder();
    Map<String, Map<String, String>> variants = new LinkedHashMap<>();
    for (String seed : seeds) {
      yaml.append(yaml.isEmpty() ? "" : "\n---\n")
          .append(String.format(Locale.ROOT, "# variant seed=%s\n", seed))
          .append(GARDEN.replace("count: 2", "count: 2, seed: " + seed));
      variants.put("seed=" + seed, Map.of("seed", seed));
    }
    return stored(yaml.toString(), variants);
  }

  private StoredPipeline set(String yaml, String step, Map<String, String> fields) {
    return stored(yaml, Map.of("default", Map.of())).set(step, fields);
  }

  private StoredPipeline stored(String yaml, Map<String, Map<String, String>> variants) {
    return StoredPipeline.read(place, yaml, folder.resolve("garden.yaml"), variants);
  }

  private static StepNode step(PipelineFile file, String name) {
    return file.steps().stream().filter(step -> step.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> faults(Runnable change) {
    PipelineFault fault = catchThrowableOfType(PipelineFault.class, change::run);
    assertThat(fault).isNotNull();
    return fault.getMessage().lines().toList();
  }
}
