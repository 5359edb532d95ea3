package org.longtail.transforms.optimisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.SmallPipeline;
import org.longtail.transforms.stage.DecoupledStageConfig;
import org.longtail.transforms.step.Variants;

@ExtendWith(SharedRun.class)
class DecoupledOptimisationTest {

  private final FinishedRun run;

  DecoupledOptimisationTest(FinishedRun run) {
    this.run = run;
  }

  @Test
  void findsWhatTheSameStepsWrittenOutHaveComputed() {
    FinishedRun composite = run.then(DecoupledOptimisation.create(threeStages()), inputs());

    assertThat(composite.steps().values()).allMatch(RunEvent.Finished::cached);
    assertThat(composite.sha256("Step/stage 3/FreezeMask", "weights.arrow"))
        .isEqualTo(run.sha256("Freeze3", "weights.arrow"));
  }

  @Test
  void theNamesOfItsStepsAreThoseOfItsEvents() {
    DecoupledOptimisation optimisation = DecoupledOptimisation.create(threeStages());
    List<String> names = optimisation.named("Step").steps();

    FinishedRun composite = run.then(optimisation, inputs());

    assertThat(composite.steps().keySet().stream().filter(name -> !name.contains("/gamma ")))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void variantsMayHaveOtherStages() {
    Map<String, DecoupledOptimisationConfig> configs = new LinkedHashMap<>();
    configs.put("default", threeStages());
    configs.put("one", config(first().setSweep("none")));

    FinishedRun both =
        run.then(DecoupledOptimisation.create(Variants.of(configs)), inputs("default", "one"));

    assertThat(both.events())
        .filteredOn(event -> event.type().equals("FreezeMask"))
        .extracting(RunEvent.Finished::variant, RunEvent.Finished::step)
        .containsExactlyInAnyOrder(
            tuple("default", "Step/stage 1/FreezeMask"),
            tuple("default", "Step/stage 2/FreezeMask"),
            tuple("default", "Step/stage 3/FreezeMask"),
            tuple("one", "Step/stage 1/FreezeMask"));
  }

  @Test
  void aStageWithoutAGroupIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DecoupledOptimisation.create(
                    config(first(), DecoupledStageConfig.builder().setSampling("inverse"))))
        .withMessage("stage 2: field 'group' is required");
  }

  @Test
  void aValueOutOfRangeIsNamedByItsPath() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DecoupledOptimisation.create(config(first(), second().setRhoM(1.5))))
        .withMessageContaining("field 'stages[1].rho_m': 1.5 must be above 0 and below 1");
  }

  @Test
  void aStageMayNotSayWhatItsPlaceSays() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DecoupledOptimisation.create(config(first(), second().setLast(true))))
        .withMessage("field 'stages[1].last': a stage's place in 'stages' says it; leave it out");
  }

  @Test
  void onlyTheFirstStageNamesTheNetwork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DecoupledOptimisation.create(config(first(), second().setDepth(8))))
        .withMessageContaining("field 'stages[1].depth': the first stage names the network");
  }

  @Test
  void aSweepNeedsImagesToSelectOn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DecoupledOptimisation.create(threeStages()).checkInputs(Set.of("images")))
        .withMessageContaining(
            "stage 1: field 'sweep' is chained, but input 'selection' is not connected");
  }

  @Test
  void withoutASweepGammaMustBeANumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DecoupledOptimisation.create(
                    config(first().setSweep("none").setGamma("auto"), second())))
        .withMessage(
            "stage 1: field 'gamma': auto needs a sweep, but 'sweep' is none; give a number in [0, 1)");
  }

  private Map<String, List<Artifact>> inputs(String... variants) {
    return Map.of(
        "images", images("images-train.arrow", variants),
        "selection", images("images-test.arrow", variants));
  }

  private List<Artifact> images(String file, String... variants) {
    Artifact images = run.artifact("Images", file, ArtifactKind.IMAGES);
    return variants.length == 0
        ? List.of(images)
        : List.of(variants).stream().map(variant -> of(variant, images)).toList();
  }

  private static Artifact of(String variant, Artifact artifact) {
    return new Artifact(
        variant,
        artifact.kind(),
        artifact.uri(),
        artifact.sha256(),
        artifact.bytes(),
        artifact.stepKey(),
        artifact.summary());
  }

  /** The stages of {@link SmallPipeline}. */
  private static DecoupledOptimisationConfig threeStages() {
    return config(
        first(),
        second(),
        DecoupledStageConfig.builder()
            .setGroup("few")
            .setSampling("inverse")
            .setEpochs(1)
            .setLearningRate(0.02));
  }

  private static DecoupledStageConfig.Builder first() {
    return DecoupledStageConfig.builder()
        .setGroup("many")
        .setSampling("natural")
        .setEpochs(3)
        .setLearningRate(0.02)
        .setNetwork("cifar_resnet")
        .setDepth(8)
        .setWidth(2)
        .setGammas(SmallPipeline.CURVE)
        .setGamma(Double.toString(SmallPipeline.GAMMA));
  }

  private static DecoupledStageConfig.Builder second() {
    return DecoupledStageConfig.builder()
        .setGroup("medium")
        .setSampling("enhanced")
        .setEpochs(1)
        .setLearningRate(0.02)
        .setGammas(SmallPipeline.SECOND_CURVE);
  }

  private static DecoupledOptimisationConfig config(DecoupledStageConfig.Builder... stages) {
    return DecoupledOptimisationConfig.builder()
        .setEveryStage(
            DecoupledStageConfig.builder()
                .setGroups(SmallPipeline.GROUPS)
                .setBatchSize(16)
                .setCropPadding(1)
                .setSteps(2)
                .setRetrainRate(0.02)
                .build())
        .setStages(List.of(stages).stream().map(DecoupledStageConfig.Builder::build).toList())
        .build();
  }
}
