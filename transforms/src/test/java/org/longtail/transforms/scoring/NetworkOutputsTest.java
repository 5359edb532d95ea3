package org.longtail.transforms.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.longtail.images.Augmentation;
import org.longtail.images.BandedImages;
import org.longtail.images.LabelledImages;
import org.longtail.learning.Architectures;
import org.longtail.learning.Classifier;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.Network;
import org.longtail.schemas.ArtifactKind;
import org.longtail.schemas.NetworkSpec;
import org.longtail.schemas.arrow.PredictionsFile;
import org.longtail.schemas.arrow.PredictionsFile.Prediction;
import org.longtail.schemas.runs.RunEvent;
import org.longtail.transforms.FinishedRun;
import org.longtail.transforms.SharedRun;
import org.longtail.transforms.step.ConfigSchema;

/** What networks say of shards of images, as parts of a scoring. */
@ExtendWith(SharedRun.class)
class NetworkOutputsTest {

  /** Images of a test set that is scored in two shards. */
  private static final int LARGE = 2100;

  private final FinishedRun run;
  private final ScoringInputs inputs;

  NetworkOutputsTest(FinishedRun run) {
    this.run = run;
    this.inputs = new ScoringInputs(run);
  }

  @Test
  void aLargeTestSetIsScoredInShardsToTheSameBits(@TempDir Path folder) throws IOException {
    LabelledImages large = repeated(BandedImages.test(), LARGE);
    Path file = folder.resolve("images-test.arrow");
    large.toFile("test", input(), List.of("a", "b", "c", "d")).write(file);

    FinishedRun scored =
        run.then(
            TtlScoring.create(config().build()),
            Map.of(
                "images",
                List.of(run.given(file, ArtifactKind.IMAGES)),
                "sub_models",
                inputs.subModels(2)));

    assertThat(scored.steps().keySet())
        .contains(
            "Step/sub-model 1, images 1-2048",
            String.format(Locale.ROOT, "Step/sub-model 1, images 2049-%d", LARGE),
            String.format(Locale.ROOT, "Step/sub-model 1, view 2 of images 2049-%d", LARGE));
    try (Network network = Architectures.load(run.weights("Freeze2"))) {
      float[][] expected =
          Classifier.probabilities(network, new ImageBatches(large, input(), Augmentation.NONE));
      List<Prediction> images =
          PredictionsFile.read(scored.file("Step", "sub-model-1.arrow")).images();
      for (int i = 0; i < expected.length; i++) {
        assertThat(images.get(i).probabilities()).containsExactly(expected[i]);
      }
    }
  }

  @Test
  void aViewIsDrawnByTheImagesNumberInWhateverShardItIs() {
    NetworkPass.View view = NetworkPass.View.of(1, complete(config()));

    assertThat(outputs(new NetworkPass("logits", 128, 200, view)))
        .isDeepEqualTo(
            Arrays.copyOfRange(outputs(new NetworkPass("logits", 0, 300, view)), 128, 200));
  }

  @ParameterizedTest
  @CsvSource({"1, 2048", "32768, 2048", "32769, 2176", "100000, 6272"})
  void aShardIsOfWholeBatchesAndThereAreNoMoreThanSixteen(int images, int size) {
    assertThat(NetworkOutputs.shardSize(images)).isEqualTo(size);
  }

  @Test
  void scoringsThatOnlyWeighOutputsOtherwiseRunNoNetworkAgain() {
    FinishedRun scored = score(config().setSteps(3).setAggregation("group"));
    FinishedRun again = score(config().setSteps(4).setAggregation("instance"));

    assertThat(computed(scored)).contains("Step");
    assertThat(computed(again)).containsExactly("Step");
  }

  @Test
  void anotherSubModelLeavesTheOutputsOfTheOthersAsTheyAre() {
    score(config());
    FinishedRun scored =
        run.then(
            TtlScoring.create(config().build()),
            Map.of(
                "images",
                inputs.images(),
                "sub_models",
                List.of(
                    inputs.subModels(1).get(0),
                    inputs.subModels(2).get(0),
                    run.artifact("Train3", "weights.arrow", ArtifactKind.WEIGHTS))));

    assertThat(computed(scored)).noneMatch(step -> step.matches(".*sub-model [12].*"));
  }

  private static List<String> computed(FinishedRun scored) {
    return scored.events().stream()
        .filter(event -> !event.cached())
        .map(RunEvent.Finished::step)
        .toList();
  }

  private float[][] outputs(NetworkPass pass) {
    LabelledImages large = repeated(BandedImages.test(), LARGE);
    int[] shard = IntStream.range(pass.from(), pass.to()).toArray();
    return NetworkOutputs.outputs(pass, run.weights("Freeze1"), large.select(shard));
  }

  private NetworkSpec.Input input() {
    return run.weights("Freeze1").network().input();
  }

  private static TtlScoringConfig complete(TtlScoringConfig.Builder config) {
    return ConfigSchema.of(TtlScoringConfig.class).complete(config.build());
  }

  private static LabelledImages repeated(LabelledImages images, int times) {
    return images.select(IntStream.range(0, times).map(i -> i % images.size()).toArray());
  }

  private FinishedRun score(TtlScoringConfig.Builder config) {
    return run.then(
        TtlScoring.create(config.build()),
        Map.of("images", inputs.images(), "sub_models", inputs.subModels(1, 2, 3)));
  }

  private static TtlScoringConfig.Builder config() {
    return TtlScoringConfig.builder().setCropPadding(1);
  }
}
