package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.longtail.images.Augmentation;
import org.longtail.images.Draws;

/** Arrays live outside the heap until their manager closes them, so none may be left behind. */
class NativeMemoryTest {

  private static final double[] EQUAL = {0.25, 0.25, 0.25, 0.25};

  private final ImageBatches batches = TinyNetworks.batches(new Augmentation(1, true));

  @Test
  void closingANetworkClosesItsManager() {
    Network network = TinyNetworks.initialised(1);
    NDManager manager = manager(network);

    network.close();

    assertThat(manager.isOpen()).isFalse();
  }

  @Test
  void aClosedNetworkLeavesNothingBehind() {
    long before = everything();

    try (Network network = TinyNetworks.initialised(1)) {
      train(network, 1);
      Classifier.probabilities(network, batches);
    }

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aNetworkThatCannotBeLoadedLeavesNothingBehind() {
    long before = everything();

    try {
      TinyNetworks.with(TinyNetworks.SPEC, List.of());
    } catch (IllegalArgumentException expected) {
      assertThat(expected).hasMessageContaining("conv1.weight");
    }

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void trainingManyBatchesKeepsNoMoreArraysThanTrainingOne() {
    try (Network network = TinyNetworks.initialised(1)) {
      train(network, 0.1);
      long before = everything();

      train(network, 4);

      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void trainingOfSeveralReplicasKeepsNoArrays() {
    TrainingSettings shared = new TrainingSettings(8, 3, 0.9, 5e-4, new Augmentation(1, true));
    TrainingPlan plan = new TrainingPlan(1, 0.01, LearningRate.CONSTANT);
    try (Network network = TinyNetworks.initialised(1)) {
      train(network, plan, shared);
      long before = everything();

      train(network, plan, shared);

      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void failedTrainingKeepsNoArrays() {
    try (Network network = TinyNetworks.initialised(1)) {
      train(network, 0.1);
      long before = everything();

      try {
        train(network, new TrainingPlan(1, 1e30, LearningRate.CONSTANT));
      } catch (TrainingException expected) {
        assertThat(expected).hasMessageContaining("epoch 1");
      }

      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void classifyingKeepsNoArrays() {
    try (Network network = TinyNetworks.initialised(1)) {
      long before = everything();

      Classifier.probabilities(network, batches);
      Classifier.viewProbabilities(network, batches, image -> Draws.of(1, image));

      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void scoringKeepsNoMoreArraysTheSecondTime() {
    try (Network network = TinyNetworks.initialised(1)) {
      score(network);
      long before = everything();

      score(network);

      assertThat(everything()).isEqualTo(before);
    }
  }

  private void train(Network network, double epochs) {
    train(network, new TrainingPlan(epochs, 0.01, LearningRate.CONSTANT));
  }

  private void train(Network network, TrainingPlan plan) {
    train(network, plan, new TrainingSettings(8, 0.9, 5e-4, new Augmentation(1, true)));
  }

  private void train(Network network, TrainingPlan plan, TrainingSettings settings) {
    new StageTrainer(network, batches, EQUAL, new CompensationLoss(EQUAL), settings)
        .train(
            FreePositions.all(network),
            plan,
            new DrawStream(1, 1, "train"),
            ProgressListener.SILENT);
  }

  private void score(Network network) {
    new TaylorImportance(network, new CompensationLoss(EQUAL))
        .scores(new int[] {0, 1, 2, 3}, new ClassBatches(network, batches));
  }

  private static NDManager manager(Network network) {
    try (NDManager batch = network.newBatch()) {
      return batch.getParentManager();
    }
  }

  /** Number of arrays and managers of the process. */
  private static long everything() {
    try (NDManager any = NDManager.newBaseManager()) {
      return held(any.getParentManager());
    }
  }

  private static long held(NDManager manager) {
    long count = 0;
    for (Object resource : resources(manager).values()) {
      count += 1 + (resource instanceof NDManager child ? held(child) : 0);
    }
    return count;
  }

  /** The engine tells a manager's arrays, but not its managers. */
  private static Map<?, ?> resources(NDManager manager) {
    try {
      Field resources = BaseNDManager.class.getDeclaredField("resources");
      resources.setAccessible(true);
      return (Map<?, ?>) resources.get(manager);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("the engine keeps its arrays elsewhere", e);
    }
  }
}
