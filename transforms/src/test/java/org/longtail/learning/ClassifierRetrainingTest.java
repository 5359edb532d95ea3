package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.longtail.images.Augmentation;
import org.longtail.schemas.arrow.Tensor;

class ClassifierRetrainingTest {

  private static final TrainingSettings SETTINGS =
      new TrainingSettings(16, 0.9, 5e-4, new Augmentation(1, true));

  @Test
  void onlyTheLastLinearLayerIsLeftToTrain() {
    try (Network network = TinyNetworks.initialised(1)) {
      ClassifierRetraining.prepare(network, 2, 1);

      assertThat(network.trained())
          .extracting(NamedParameter::name)
          .containsExactly("fc.weight", "fc.bias");
      assertThat(FreePositions.all(network).size())
          .isEqualTo(TinyNetworks.tensor(network, "fc.weight").values().length);
    }
  }

  @Test
  void theLayerBeginsAsTheSeedHasIt() {
    try (Network network = TinyNetworks.initialised(1)) {
      List<Tensor> expected = Initialisation.of(network.tensors(), 2, 3);

      ClassifierRetraining.prepare(network, 2, 3);

      for (Tensor tensor : expected) {
        if (tensor.name().startsWith("fc.")) {
          assertThat(TinyNetworks.bits(TinyNetworks.tensor(network, tensor.name())))
              .isEqualTo(TinyNetworks.bits(tensor));
        }
      }
    }
  }

  @Test
  void trainingMovesNoOtherBitAndNoStatistic() {
    try (Network network = TinyNetworks.initialised(1)) {
      ClassifierRetraining.prepare(network, 1, 1);
      Map<String, List<Integer>> before = TinyNetworks.bits(network);

      train(network, 1);

      Map<String, List<Integer>> after = TinyNetworks.bits(network);
      List<String> moved = new ArrayList<>();
      before.forEach(
          (name, bits) -> {
            if (!bits.equals(after.get(name))) {
              moved.add(name);
            }
          });
      assertThat(moved).containsExactlyInAnyOrder("fc.weight", "fc.bias");
    }
  }

  @Test
  void theLossFallsOnTheFeaturesThatThereAre() {
    try (Network network = TinyNetworks.initialised(1)) {
      ClassifierRetraining.prepare(network, 1, 1);
      double first = train(network, 1);

      assertThat(train(network, 10)).isLessThan(first);
    }
  }

  private static double train(Network network, int epochs) {
    return new StageTrainer(
            network,
            TinyNetworks.batches(SETTINGS.augmentation()),
            new double[] {0.25, 0.25, 0.25, 0.25},
            new CompensationLoss(new double[] {1, 1, 1, 1}),
            SETTINGS)
        .train(
            FreePositions.all(network),
            new TrainingPlan(epochs, 0.1, LearningRate.CONSTANT),
            new DrawStream(1, 1, "classifier"),
            ProgressListener.SILENT);
  }
}
