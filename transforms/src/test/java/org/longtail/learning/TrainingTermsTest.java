package org.longtail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.longtail.images.Augmentation;

class TrainingTermsTest {

  @ParameterizedTest
  @CsvSource({"0, 0.1", "0.5, 0.05", "1, 0"})
  void aCosineGoesFromTheBaseRateToZero(double progress, double rate) {
    assertThat(LearningRate.COSINE.at(0.1, progress)).isCloseTo(rate, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1})
  void aConstantRateStays(double progress) {
    assertThat(LearningRate.CONSTANT.at(0.1, progress)).isEqualTo(0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void aPlanRefusesImpossibleEpochs(double epochs) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingPlan(epochs, 0.1, LearningRate.COSINE))
        .withMessageContaining("epochs " + epochs);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN})
  void aPlanRefusesARateThatIsNotAboveZero(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingPlan(1, rate, LearningRate.COSINE))
        .withMessageContaining("learning rate " + rate);
  }

  @Test
  void settingsRefuseAnEmptyBatch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingSettings(0, 0.9, 0, Augmentation.NONE))
        .withMessageContaining("batch size 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void settingsRefuseMoreReplicasThanABatchHasImages(int replicas) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingSettings(4, replicas, 0.9, 0, Augmentation.NONE))
        .withMessage("replicas %d: must be from 1 to the batch size, which is 4", replicas);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void settingsRefuseAMomentumOutsideOfZeroToOne(double momentum) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingSettings(1, momentum, 0, Augmentation.NONE))
        .withMessageContaining("momentum " + momentum);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN})
  void settingsRefuseAWeightDecayBelowZero(double weightDecay) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingSettings(1, 0, weightDecay, Augmentation.NONE))
        .withMessageContaining("weight decay " + weightDecay);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN})
  void aLossRefusesAnOffsetThatIsNotAboveZero(double alpha) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CompensationLoss(new double[] {0.5, alpha}))
        .withMessageContaining("alpha [0.5, " + alpha);
  }
}
