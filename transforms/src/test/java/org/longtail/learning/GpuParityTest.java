package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.images.Augmentation;
import org.longtail.images.BandedImages;
import org.longtail.schemas.arrow.Mask;
import org.longtail.schemas.arrow.Tensor;
import org.longtail.transforms.pruning.KeptPositions;
import org.longtail.transforms.pruning.Scope;

/**
 * What a GPU computes, beside what the processor does. A GPU adds in another order, and may round
 * factors to fewer bits: so results are close, not equal.
 */
@EnabledIf("theProcessSeesAGpu")
class GpuParityTest {

  private static final double TOLERANCE = 1e-2;
  private static final double ALIKE = 0.98;

  /** Of few test images; updates add up what differs. */
  private static final double ALIKE_AFTER_TRAINING = 0.9;

  private static final CompensationLoss LOSS =
      new CompensationLoss(new double[] {0.4, 0.3, 0.2, 0.1});

  static boolean theProcessSeesAGpu() {
    return Engine.getInstance().getGpuCount() > 0;
  }

  @Test
  void importanceIsCloseAndKeepsTheSamePositions() {
    List<Tensor> expected = scores(DeviceChoice.CPU);
    List<Tensor> actual = scores(DeviceChoice.GPU);

    CloseTensors.assertClose(actual, expected, TOLERANCE);
    assertThat(alike(kept(actual), kept(expected))).isGreaterThan(ALIKE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainedNetworksPredictTheSameClasses(int replicas) {
    int[] expected = predictedAfterTraining(DeviceChoice.CPU, replicas);
    int[] actual = predictedAfterTraining(DeviceChoice.GPU, replicas);

    long same = IntStream.range(0, expected.length).filter(i -> actual[i] == expected[i]).count();
    assertThat((double) same / expected.length).isGreaterThan(ALIKE_AFTER_TRAINING);
  }

  private static List<Tensor> scores(DeviceChoice device) {
    try (DeviceScope scope = DeviceScope.of(device);
        Network network = TinyNetworks.initialised(1)) {
      assertThat(scope).isNotNull();
      return new TaylorImportance(network, LOSS)
          .scores(
              new int[] {0, 1, 2, 3},
              new ClassBatches(network, TinyNetworks.batches(Augmentation.NONE)));
    }
  }

  private static List<Mask> kept(List<Tensor> scores) {
    FreePositions all =
        FreePositions.of(
            scores.stream()
                .map(
                    score -> {
                      BitSet every = new BitSet();
                      every.set(0, score.size());
                      return new Mask(score.name(), score.shape(), every);
                    })
                .toList());
    return KeptPositions.at(scores, all, all, 0.5, Scope.GLOBAL);
  }

  /** Of all positions, the share at which masks agree. */
  private static double alike(List<Mask> some, List<Mask> others) {
    long positions = 0;
    long different = 0;
    for (int i = 0; i < some.size(); i++) {
      BitSet differing = (BitSet) some.get(i).keep().clone();
      differing.xor(others.get(i).keep());
      different += differing.cardinality();
      positions += LongStream.of(some.get(i).shape()).reduce(1, Math::multiplyExact);
    }
    return 1 - (double) different / positions;
  }

  private static int[] predictedAfterTraining(DeviceChoice device, int replicas) {
    TrainingSettings settings =
        new TrainingSettings(10, replicas, 0.9, 5e-4, new Augmentation(1, true));
    try (DeviceScope scope = DeviceScope.of(device);
        Network network = TinyNetworks.initialised(1)) {
      assertThat(scope).isNotNull();
      new StageTrainer(
              network,
              TinyNetworks.batches(settings.augmentation()),
              new double[] {0.25, 0.25, 0.25, 0.25},
              LOSS,
              settings)
          .train(
              FreePositions.all(network),
              new TrainingPlan(8, 0.02, LearningRate.COSINE),
              new DrawStream(1, 1, "train"),
              ProgressListener.SILENT);
      ImageBatches test =
          new ImageBatches(BandedImages.test(), TinyNetworks.INPUT, Augmentation.NONE);
      float[][] probabilities = Classifier.probabilities(network, test);
      return IntStream.range(0, probabilities.length)
          .map(i -> Classifier.predicted(probabilities[i]))
          .toArray();
    }
  }
}
