package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.longtail.images.Augmentation;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;

class StageTrainerTest {

  private static final int BATCH_SIZE = 10;
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(BATCH_SIZE, 0.9, 5e-4, new Augmentation(1, true));

  private final List<ProgressListener.Update> updates = new ArrayList<>();

  @Test
  void theSameSeedTrainsTheSameBits() {
    assertThat(trained(plan(1.5), draws(7))).isEqualTo(trained(plan(1.5), draws(7)));
  }

  @Test
  void anotherSeedTrainsOtherWeights() {
    assertThat(trained(plan(1), draws(8))).isNotEqualTo(trained(plan(1), draws(7)));
  }

  @Test
  void anotherStageDrawsAnotherEpoch() {
    assertThat(trained(plan(1), new DrawStream(7, 2, "train")))
        .isNotEqualTo(trained(plan(1), draws(7)));
  }

  @Test
  void anotherPurposeDrawsAnotherEpoch() {
    assertThat(trained(plan(1), new DrawStream(7, 1, "retrain")))
        .isNotEqualTo(trained(plan(1), draws(7)));
  }

  @Test
  void theLossFallsOnImagesThatCanBeToldApart() {
    try (Network network = TinyNetworks.initialised(1)) {
      double first = train(network, plan(1), draws(1));
      double last = train(network, plan(8), draws(2));

      assertThat(last).isLessThan(first / 2);
    }
  }

  @Test
  void theLossOfAnEpochIsTheMeanOverItsImages() {
    try (Network network = TinyNetworks.initialised(1)) {
      double loss = train(network, plan(1), draws(1));

      assertThat(updates.get(updates.size() - 1).loss().orElseThrow())
          .isCloseTo(loss, within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 58, 6", "0.5, 29, 3", "2.25, 131, 14", "0.001, 0, 0"})
  void aFractionOfAnEpochIsThatShareOfItsDraws(double epochs, int images, int batches) {
    try (Network network = TinyNetworks.initialised(1)) {
      train(network, plan(epochs), draws(1));
    }

    assertThat(updates).hasSize(batches);
    assertThat(updates.stream().mapToLong(ProgressListener.Update::images).max().orElse(0))
        .isEqualTo(images);
  }

  @Test
  void noEpochLeavesTheNetworkAsItIs() {
    try (Network network = TinyNetworks.initialised(1)) {
      Map<String, List<Integer>> before = TinyNetworks.bits(network);

      double loss = train(network, plan(0), draws(1));

      assertThat(loss).isNaN();
      assertThat(TinyNetworks.bits(network)).isEqualTo(before);
    }
  }

  @Test
  void aCosineLeavesLessToDoInTheEndThanAConstantRate() {
    TrainingPlan constant = new TrainingPlan(1, 0.02, LearningRate.CONSTANT);
    TrainingPlan cosine = new TrainingPlan(1, 0.02, LearningRate.COSINE);

    assertThat(trained(cosine, draws(1))).isNotEqualTo(trained(constant, draws(1)));
  }

  @Test
  void positionsThatAreNotFreeStayBitEqual() {
    try (Network network = TinyNetworks.initialised(1)) {
      BitSet half = new BitSet();
      half.set(0, 16);
      Mask frozen = new Mask("fc.weight", new long[] {4, 8}, half);
      List<Integer> before = TinyNetworks.bits(TinyNetworks.tensor(network, "fc.weight"));

      trainer(network)
          .train(
              FreePositions.all(network).without(List.of(frozen)),
              plan(2),
              draws(1),
              ProgressListener.SILENT);

      List<Integer> after = TinyNetworks.bits(TinyNetworks.tensor(network, "fc.weight"));
      assertThat(after.subList(0, 16)).isEqualTo(before.subList(0, 16));
      assertThat(after.subList(16, 32)).doesNotContainAnyElementsOf(before.subList(16, 32));
    }
  }

  @Test
  void aLossThatIsNoNumberEndsTrainingAndNamesEpochAndBatch() {
    TrainingPlan tooFast = new TrainingPlan(3, 1e30, LearningRate.CONSTANT);
    try (Network network = TinyNetworks.initialised(1)) {
      assertThatThrownBy(() -> train(network, tooFast, draws(1)))
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching("the loss is (NaN|Infinity) in epoch 1, batch 2; .*");
    }
  }

  @Test
  void weightsThatAreNoNumbersEndTrainingInTheFirstBatch() {
    List<Tensor> tensors = new ArrayList<>(Architectures.initialise(TinyNetworks.SPEC, 1));
    float[] broken = new float[tensors.get(0).values().length];
    Arrays.fill(broken, Float.NaN);
    tensors.set(0, tensors.get(0).withValues(broken));
    try (Network network = TinyNetworks.with(TinyNetworks.SPEC, tensors)) {
      assertThatThrownBy(() -> train(network, plan(1), draws(1)))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("the loss is NaN in epoch 1, batch 1");
    }
  }

  @Test
  void anUpdateThatNoLossTellsOfAnyMoreIsLookedAtByItself() {
    TrainingPlan oneBatch = new TrainingPlan(BATCH_SIZE / 58.0, 1e39, LearningRate.CONSTANT);
    try (Network network = TinyNetworks.initialised(1)) {
      assertThatThrownBy(() -> train(network, oneBatch, draws(1)))
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching("tensor 'conv1.weight' is \\S+ at position \\d+ after the last .*");
    }
  }

  @Test
  void aStateWithValuesThatAreNoNumbersIsNotKept() {
    KeptInMemory checkpoints = new KeptInMemory();
    TrainingPlan oneEpoch = new TrainingPlan(2, 1e39, LearningRate.CONSTANT);
    TrainingSettings wholeEpochs = new TrainingSettings(58, 0.9, 5e-4, SETTINGS.augmentation());
    try (Network network = TinyNetworks.initialised(1)) {
      StageTrainer trainer = trainer(network, wholeEpochs).keeping(checkpoints);

      assertThatThrownBy(
              () ->
                  trainer.train(
                      FreePositions.all(network), oneEpoch, draws(1), ProgressListener.SILENT))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("after the last update of epoch 1");
    }
    assertThat(checkpoints.count()).isZero();
  }

  private Map<String, List<Integer>> trained(TrainingPlan plan, DrawStream draws) {
    try (Network network = TinyNetworks.initialised(1)) {
      train(network, plan, draws);
      return TinyNetworks.bits(network);
    }
  }

  private double train(Network network, TrainingPlan plan, DrawStream draws) {
    return trainer(network).train(FreePositions.all(network), plan, draws, updates::add);
  }

  private static StageTrainer trainer(Network network) {
    return trainer(network, SETTINGS);
  }

  private static StageTrainer trainer(Network network, TrainingSettings settings) {
    return new StageTrainer(
        network,
        TinyNetworks.batches(settings.augmentation()),
        new double[] {0.25, 0.25, 0.25, 0.25},
        new CompensationLoss(new double[] {1, 1, 1, 1}),
        settings);
  }

  private static TrainingPlan plan(double epochs) {
    return new TrainingPlan(epochs, 0.05, LearningRate.CONSTANT);
  }

  private static DrawStream draws(long seed) {
    return new DrawStream(seed, 1, "train");
  }
}
