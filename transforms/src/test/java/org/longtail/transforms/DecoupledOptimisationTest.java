package org.longtail.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.longtail.images.BandedImages;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.schemas.store.Sha256;

/** What holds across the stages of the whole method. */
@ExtendWith(SharedRun.class)
class DecoupledOptimisationTest {

  private static final int STEPS = 28;

  private final FinishedRun run;

  DecoupledOptimisationTest(FinishedRun run) {
    this.run = run;
  }

  @Test
  void theMasksOfTheStagesShareOutEveryPositionOnce() {
    List<List<Mask>> stages =
        List.of(
            run.mask("Freeze1").masks(), run.mask("Freeze2").masks(), run.mask("Freeze3").masks());

    for (int i = 0; i < stages.get(0).size(); i++) {
      BitSet union = new BitSet();
      int owned = 0;
      for (List<Mask> stage : stages) {
        union.or(stage.get(i).keep());
        owned += stage.get(i).keep().cardinality();
      }
      assertThat(owned).isEqualTo(stages.get(0).get(i).size());
      assertThat(union.cardinality()).isEqualTo(owned);
    }
  }

  @Test
  void everyStageOwnsPositions() {
    for (String step : List.of("Freeze1", "Freeze2", "Freeze3")) {
      assertThat(run.mask(step).masks()).as(step).anyMatch(mask -> !mask.keep().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "1, 3", "2, 3"})
  void whatAStageFrozeIsBitEqualInEveryLaterSubModel(int stage, int later) {
    List<Tensor> then = run.weights("Freeze" + stage).tensors();
    List<Tensor> now = run.weights("Freeze" + later).tensors();

    for (Mask mask : run.mask("Freeze" + stage).masks()) {
      assertThat(Tensors.bits(Tensors.named(now, mask.name()), mask.keep()))
          .as(mask.name())
          .isEqualTo(Tensors.bits(Tensors.named(then, mask.name()), mask.keep()));
    }
  }

  @Test
  void everySubModelKeepsABatchNormOfItsOwn() {
    assertThat(Tensors.named(run.weights("Freeze2").tensors(), "bn1.running_mean").values())
        .isNotEqualTo(Tensors.named(run.weights("Freeze1").tensors(), "bn1.running_mean").values());
  }

  @Test
  void aSecondRunTakesEveryStepFromTheStore() {
    FinishedRun again = FinishedRun.ofDirectRunner(run.store(), this::addSteps);

    assertThat(again.steps()).hasSize(STEPS);
    assertThat(again.steps().values()).allMatch(RunEvent.Finished::cached);
    assertThat(digests(again)).isEqualTo(digests(run));
  }

  @Test
  void everyStepComputesTheSameBytesInAnotherStore(@TempDir Path folder) throws IOException {
    Path data = BandedImages.write(folder.resolve("data"));

    FinishedRun other =
        FinishedRun.ofDirectRunner(
            folder.resolve("store"), pipeline -> SmallPipeline.addTo(pipeline, data));

    assertThat(other.steps().values())
        .filteredOn(DecoupledOptimisationTest::isOwn)
        .noneMatch(RunEvent.Finished::cached);
    assertThat(digests(other)).isEqualTo(digests(run));
  }

  @Test
  void aProcessWithAnotherLocaleEncodingAndTimeZoneComputesTheSameBytes(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path data = BandedImages.write(folder.resolve("data"));

    ElsewhereProcess.run(folder.resolve("store"), data);

    Map<String, String> elsewhere = contents(folder.resolve("store"));
    assertThat(elsewhere).hasSizeGreaterThan(STEPS);
    assertThat(contents(run.store())).containsAllEntriesOf(elsewhere);
  }

  @Test
  void anotherRunnerComputesTheSameBytes(@TempDir Path folder) throws IOException {
    Path data = BandedImages.write(folder.resolve("data"));

    FinishedRun other =
        FinishedRun.ofFlink(
            folder.resolve("store"), pipeline -> SmallPipeline.addFirstStepsTo(pipeline, data));

    assertThat(other.steps()).containsOnlyKeys("Images", "Sample1", "Train1", "Score1");
    assertThat(digests(run)).containsAllEntriesOf(digests(other));
  }

  private void addSteps(Pipeline pipeline) {
    SmallPipeline.addTo(pipeline, run.store().resolveSibling("data"));
  }

  /** The digest of every file that a step wrote, by its place in the store. */
  private static Map<String, String> contents(Path store) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(store.resolve("steps"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".arrow")).toList()) {
        contents.put(store.relativize(file).toString(), Sha256.of(file));
      }
    }
    return contents;
  }

  /** Whether a step is nobody's but its own: scorings share what the networks say. */
  private static boolean isOwn(RunEvent.Finished finished) {
    return !finished.type().equals("NetworkOutputs");
  }

  /** Every file's digest by step and then by place in the store, which the step key is part of. */
  private static Map<String, Collection<String>> digests(FinishedRun run) {
    Map<String, Collection<String>> digests = new TreeMap<>();
    run.steps().entrySet().stream()
        .filter(step -> isOwn(step.getValue()))
        .forEach(
            step ->
                digests.put(
                    step.getKey(),
                    step.getValue().outputs().entrySet().stream()
                        .map(file -> file.getKey() + " " + file.getValue())
                        .toList()));
    return digests;
  }
}
