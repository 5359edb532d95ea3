package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.images.Augmentation;
import org.longtail.schemas.arrow.Checkpoint;
import org.longtail.schemas.arrow.Mask;
import org.longtail.transforms.pruning.ProgressivePruner;
import org.longtail.transforms.pruning.PrunedNetwork;
import org.longtail.transforms.pruning.PruningSettings;
import org.longtail.transforms.pruning.Scope;

/** Training that is interrupted and run again ends with the bits of an undisturbed one. */
class InterruptedTrainingTest {

  private static final TrainingSettings SETTINGS =
      new TrainingSettings(10, 0.9, 5e-4, new Augmentation(1, true));
  private static final PruningSettings PRUNING =
      new PruningSettings(1, Criterion.TAYLOR, Scope.GLOBAL, 3, 1.5, 0.01, SETTINGS);
  private static final TrainingPlan PLAN = new TrainingPlan(4.5, 0.05, LearningRate.COSINE);
  private static final DrawStream DRAWS = new DrawStream(1, 2, "train");
  private static final int BATCHES = 27;

  private final KeptInMemory checkpoints = new KeptInMemory();
  private TrainingSettings settings = SETTINGS;
  private int batches;

  /** 6 batches an epoch. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 6, 7, 12, 20, 24, 26})
  void trainingGoesOnAfterTheLastWholeEpoch(int interrupted) {
    Map<String, List<Integer>> undisturbed = train(Checkpoints.NONE, Integer.MAX_VALUE);
    assertThat(batches).isEqualTo(BATCHES);

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> train(checkpoints, interrupted));
    int wholeEpochs = checkpoints.count();
    assertThat(wholeEpochs).isEqualTo((interrupted - 1) / 6);

    assertThat(train(checkpoints, Integer.MAX_VALUE)).isEqualTo(undisturbed);
    assertThat(batches).isEqualTo(BATCHES - 6 * wholeEpochs);
  }

  @Test
  void trainingOfSeveralReplicasGoesOnToo() {
    settings = new TrainingSettings(10, 3, 0.9, 5e-4, new Augmentation(1, true));
    Map<String, List<Integer>> undisturbed = train(Checkpoints.NONE, Integer.MAX_VALUE);

    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> train(checkpoints, 14));

    assertThat(train(checkpoints, Integer.MAX_VALUE)).isEqualTo(undisturbed);
    assertThat(batches).isEqualTo(BATCHES - 12);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void pruningGoesOnInTheRetrainingThatWasInterrupted(int epochsKept) {
    Pruned undisturbed = prune(Checkpoints.NONE);

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> prune(interruptedAfter(epochsKept)));
    Pruned resumed = prune(checkpoints);

    assertThat(resumed).isEqualTo(undisturbed);
    assertThat(checkpoints.count()).isEqualTo(6); // each epoch of each step was trained once
  }

  private Map<String, List<Integer>> train(Checkpoints kept, int interrupted) {
    batches = 0;
    BitSet half = new BitSet();
    half.set(0, 16);
    Mask frozen = new Mask("fc.weight", new long[] {4, 8}, half);
    try (Network network = TinyNetworks.initialised(1)) {
      trainer(network, settings, kept)
          .train(
              FreePositions.all(network).without(List.of(frozen)),
              PLAN,
              DRAWS,
              update -> {
                batches++;
                if (batches == interrupted) {
                  throw new CancellationException();
                }
              });
      return TinyNetworks.bits(network);
    }
  }

  private record Pruned(Map<String, List<Integer>> bits, List<BitSet> kept) {}

  private static Pruned prune(Checkpoints kept) {
    try (Network network = TinyNetworks.initialised(1)) {
      StageTrainer trainer = trainer(network, SETTINGS, kept);
      FreePositions all = FreePositions.all(network);
      TaylorImportance taylor = new TaylorImportance(network, crossEntropy());
      ClassBatches images = new ClassBatches(network, TinyNetworks.batches(Augmentation.NONE));
      PrunedNetwork pruned =
          new PrunedNetwork(
              network, all, trainer, () -> taylor.scores(new int[] {0, 1}, images), 1);
      List<Mask> masks =
          new ProgressivePruner(pruned, PRUNING)
              .prune(all, 0, 0.5, Optional.empty(), ProgressListener.SILENT);
      return new Pruned(TinyNetworks.bits(network), masks.stream().map(Mask::keep).toList());
    }
  }

  /** Checkpoints of a process that ends when it has kept so many. */
  private Checkpoints interruptedAfter(int epochs) {
    return new Checkpoints() {
      @Override
      public Optional<Checkpoint> last(String purpose) {
        return checkpoints.last(purpose);
      }

      @Override
      public void keep(Checkpoint checkpoint) {
        checkpoints.keep(checkpoint);
        if (checkpoints.count() == epochs) {
          throw new CancellationException();
        }
      }
    };
  }

  private static CompensationLoss crossEntropy() {
    return new CompensationLoss(new double[] {1, 1, 1, 1});
  }

  private static StageTrainer trainer(
      Network network, TrainingSettings settings, Checkpoints kept) {
    return new StageTrainer(
            network,
            TinyNetworks.batches(settings.augmentation()),
            new double[] {0.25, 0.25, 0.25, 0.25},
            crossEntropy(),
            settings)
        .keeping(kept);
  }
}
