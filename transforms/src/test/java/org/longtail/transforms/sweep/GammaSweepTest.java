package org.longtail.transforms.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.longtail.schemas.Artifact;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.SweepFile;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.SmallPipeline;
import org.longtail.transforms.Tensors;
import org.longtail.transforms.sampling.GroupSampling;
import org.longtail.transforms.sampling.GroupSamplingConfig;

@ExtendWith(SharedRun.class)
class GammaSweepTest {

  private final FinishedRun run;

  GammaSweepTest(FinishedRun run) {
    this.run = run;
  }

  @Test
  void aConfiguredRatioJoinsTheCurve() throws IOException {
    assertThat(sweep(run, "Sweep1").points())
        .extracting(SweepFile.Point::gamma)
        .containsExactly(0.0, SmallPipeline.GAMMA, 0.6);
  }

  @Test
  void exactlyTheConfiguredRatioIsChosen() throws IOException {
    assertThat(sweep(run, "Sweep1").points())
        .filteredOn(SweepFile.Point::chosen)
        .extracting(SweepFile.Point::gamma)
        .containsExactly(SmallPipeline.GAMMA);
  }

  @Test
  void autoChoosesExactlyTheRatioBeforeTheLargestFall() throws IOException {
    List<SweepFile.Point> points = sweep(run, "Sweep2").points();

    int best = GammaBest.choose(points.stream().mapToDouble(SweepFile.Point::accuracy).toArray());
    assertThat(points).filteredOn(SweepFile.Point::chosen).containsExactly(points.get(best));
  }

  @Test
  void accuracyIsTheMeanOfTheGroupsWeightedByTheirImages() throws IOException {
    for (SweepFile.Point point : sweep(run, "Sweep1").points()) {
      assertThat(point.accuracy())
          .isCloseTo((2 * point.many() + point.medium() + point.few()) / 4, within(1e-12));
    }
  }

  @Test
  void ratioZeroIsTheTrainedNetwork() {
    assertThat(Tensors.bits(run.weights("Sweep1/gamma 0.0").tensors()))
        .isEqualTo(Tensors.bits(run.weights("Train1").tensors()));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.0", "1, 0.5", "1, 0.6", "2, 0.2", "2, 0.6"})
  void aRatioKeepsExactlyItsShareOfTheStagesPositions(int stage, double gamma) {
    List<Mask> frozen = run.mask("Freeze1").masks();
    long own = Tensors.positions(frozen) - (stage == 1 ? 0 : Tensors.kept(frozen));

    assertThat(Tensors.kept(masks("Sweep" + stage, gamma)))
        .isEqualTo(own - (long) Math.floor(gamma * own));
  }

  @Test
  void aLaterStageKeepsNothingThatIsFrozen() {
    List<Mask> frozen = run.mask("Freeze1").masks();
    List<Mask> kept = masks("Sweep2", 0.2);

    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i).keep().intersects(frozen.get(i).keep()))
          .as(kept.get(i).name())
          .isFalse();
    }
  }

  @Test
  void whatALargerRatioKeepsASmallerOneKeepsToo() {
    List<Mask> smaller = masks("Sweep1", 0.5);
    List<Mask> larger = masks("Sweep1", 0.6);

    for (int i = 0; i < larger.size(); i++) {
      assertThat(larger.get(i).keep().stream().boxed())
          .isSubsetOf(smaller.get(i).keep().stream().boxed().toList());
    }
  }

  @Test
  void whatARatioRemovesIsZero() {
    for (Mask mask : masks("Sweep1", 0.6)) {
      assertThat(
              Tensors.bits(
                  Tensors.named(run.weights("Sweep1/gamma 0.6").tensors(), mask.name()),
                  Tensors.removed(mask)))
          .as(mask.name())
          .allMatch(bits -> bits == 0);
    }
  }

  @Test
  void theWeightsAndMasksSayWhichRatioTheyHaveReached() {
    assertThat(run.weights("Sweep1/gamma 0.5").provenance().gamma()).hasValue(0.5);
    assertThat(run.mask("Sweep1/gamma 0.5").provenance().gamma()).hasValue(0.5);
  }

  @Test
  void choosingAnotherRatioOfTheCurvePrunesNothingAgain() {
    run.then(GammaSweep.create(config("0.6").build()), inputs());

    FinishedRun other = run.then(GammaSweep.create(config("0").build()), inputs());

    assertThat(other.step("Step").cached()).isFalse();
    assertThat(other.step("Step/gamma 0.0").cached()).isTrue();
    assertThat(other.step("Step/gamma 0.6").cached()).isTrue();
  }

  @Test
  void theFirstPruningIsTheSameWhetherChainedOrIndependent() {
    FinishedRun chained = run.then(GammaSweep.create(threeRatios("chained")), inputs());
    FinishedRun independent = run.then(GammaSweep.create(threeRatios("independent")), inputs());

    for (String file : List.of("weights.arrow", "mask.arrow", "point.arrow")) {
      assertThat(independent.sha256("Step/gamma 0.2", file))
          .isEqualTo(chained.sha256("Step/gamma 0.2", file));
    }
    assertThat(independent.step("Step/gamma 0.2").key())
        .isNotEqualTo(chained.step("Step/gamma 0.2").key());
  }

  @Test
  void anIndependentRatioIsPrunedFromTheTrainedNetworkAlone() {
    FinishedRun three = run.then(GammaSweep.create(threeRatios("independent")), inputs());

    FinishedRun alone =
        run.then(
            GammaSweep.create(
                retrained("independent").setGammas(List.of(0.6)).setGamma("0.6").build()),
            inputs());

    assertThat(alone.step("Step/gamma 0.6").key()).isEqualTo(three.step("Step/gamma 0.6").key());
    assertThat(alone.step("Step/gamma 0.6").cached()).isTrue();
  }

  @Test
  void aChainedRatioIsAnotherStateThanAnIndependentOne() {
    FinishedRun chained = run.then(GammaSweep.create(threeRatios("chained")), inputs());
    FinishedRun independent = run.then(GammaSweep.create(threeRatios("independent")), inputs());

    assertThat(independent.sha256("Step/gamma 0.6", "weights.arrow"))
        .isNotEqualTo(chained.sha256("Step/gamma 0.6", "weights.arrow"));
    assertThat(Tensors.kept(independent.mask("Step/gamma 0.6").masks()))
        .isEqualTo(Tensors.kept(chained.mask("Step/gamma 0.6").masks()));
  }

  @Test
  void scoresByAnotherCriterionAreRefused() {
    Map<String, List<Artifact>> inputs = new HashMap<>(inputs());
    inputs.put(
        "importance", List.of(run.artifact("Score1", "importance.arrow", ArtifactKind.IMPORTANCE)));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> run.then(GammaSweep.create(config("0").setCriterion("fisher").build()), inputs))
        .withMessageContaining("scores by criterion 'taylor', but field 'criterion' is 'fisher'");
  }

  @Test
  void aSweepWithoutARatioIsRefused() {
    GammaSweepConfig empty = config("auto").setGammas(List.of()).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> GammaSweep.create(empty))
        .withMessageContaining("field 'gammas'");
  }

  @Test
  void moreReplicasThanABatchHasImagesAreRefused() {
    GammaSweepConfig config = config("auto").setBatchSize(2).setReplicas(3).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> GammaSweep.create(config))
        .withMessageContaining("replicas 3");
  }

  @Test
  void aGammaThatIsNoRatioIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GammaSweep.create(config("most").build()))
        .withMessageContaining("field 'gamma': 'most'");
  }

  @Test
  void autoThatPrunesNothingSaysSoInTheSummary() {
    FinishedRun nothing =
        run.then(GammaSweep.create(config("auto").setGammas(List.of(0.0)).build()), inputs());
    FinishedRun asked =
        run.then(GammaSweep.create(config("0").setGammas(List.of(0.0)).build()), inputs());

    assertThat(nothing.step("Step").summary())
        .containsOnly(entry("gamma", 0.0), entry("nothing_pruned", 1.0));
    assertThat(asked.step("Step").summary()).containsOnlyKeys("gamma");
  }

  @Test
  void aGroupOfAnotherNameHasItsAccuracyToo() throws IOException {
    FinishedRun sampled =
        run.then(
            GroupSampling.create(
                GroupSamplingConfig.builder()
                    .setStage(1)
                    .setGroup("many")
                    .setGroups(Map.of("many", 20L, "upper_medium", 8L, "few", 0L))
                    .setSampling("natural")
                    .build()),
            Map.of(
                "images",
                List.of(run.artifact("Images", "images-train.arrow", ArtifactKind.IMAGES))));
    Map<String, List<Artifact>> inputs = new HashMap<>(inputs());
    inputs.put(
        "sampling", List.of(sampled.artifact("Step", "sampling.arrow", ArtifactKind.SAMPLING)));

    FinishedRun swept =
        run.then(GammaSweep.create(config("0").setGammas(List.of(0.0)).build()), inputs);

    SweepFile.Point point = sweep(swept, "Step").points().get(0);
    assertThat(point.medium()).isNaN();
    assertThat(point.others()).containsOnlyKeys("upper_medium");
    assertThat(point.accuracy())
        .isCloseTo(
            (2 * point.many() + point.others().getOrDefault("upper_medium", 0.0) + point.few()) / 4,
            within(1e-12));
  }

  private List<Mask> masks(String sweep, double gamma) {
    return run.mask(String.format(Locale.ROOT, "%s/gamma %s", sweep, gamma)).masks();
  }

  private Map<String, List<Artifact>> inputs() {
    return Map.of(
        "images", List.of(run.artifact("Images", "images-train.arrow", ArtifactKind.IMAGES)),
        "selection", List.of(run.artifact("Images", "images-test.arrow", ArtifactKind.IMAGES)),
        "sampling", List.of(run.artifact("Sample1", "sampling.arrow", ArtifactKind.SAMPLING)),
        "weights", List.of(run.artifact("Train1", "weights.arrow", ArtifactKind.WEIGHTS)));
  }

  private static GammaSweepConfig.Builder config(String gamma) {
    return GammaSweepConfig.builder()
        .setGammas(SmallPipeline.CURVE)
        .setGamma(gamma)
        .setSteps(1)
        .setRetrainEpochs(0.0)
        .setLearningRate(0.02)
        .setCropPadding(1);
  }

  private static GammaSweepConfig threeRatios(String mode) {
    return retrained(mode).setGammas(List.of(0.0, 0.2, 0.6)).build();
  }

  private static GammaSweepConfig.Builder retrained(String mode) {
    return config("0.2").setMode(mode).setSteps(2).setRetrainEpochs(0.2).setBatchSize(16);
  }

  private static SweepFile sweep(FinishedRun run, String step) throws IOException {
    return SweepFile.read(run.file(step, "sweep.arrow"));
  }
}
