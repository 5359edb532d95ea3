package org.longtail.transforms.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.schemas.arrow.EvaluationFile.Score;
import org.longtail.schemas.arrow.PredictionsFile;
import org.longtail.schemas.arrow.PredictionsFile.Prediction;
import org.longtail.schemas.arrow.SamplingFile;

class TallyTest {

  private static final List<SamplingFile.Row> CLASSES =
      List.of(row(0, "many"), row(1, "many"), row(2, "few"), row(3, "medium"));

  /** Three images of class 0, one of class 1, two of class 2, none of class 3. */
  private static final PredictionsFile MODEL =
      new PredictionsFile(
          "instance",
          List.of(
              image(0, 0, 0.9f),
              image(0, 0, 0.9f),
              image(0, 2, 0.6f),
              image(1, 0, 0.2f),
              image(2, 2, 0.3f),
              image(2, 2, 0.1f)));

  @Test
  void accuracyIsTheMeanOverTheImages() {
    assertThat(score(any -> true).accuracy()).isCloseTo(4 / 6.0, within(1e-12));
  }

  @Test
  void classAccuracyIsTheMeanOverTheClassesThatHaveImages() {
    assertThat(score(any -> true).classAccuracy()).isCloseTo((2 / 3.0 + 0 + 1) / 3, within(1e-12));
  }

  @Test
  void onlyTheSelectedClassesCount() {
    Score many = score(row -> row.group().equals("many"));

    assertThat(many.images()).isEqualTo(4);
    assertThat(many.accuracy()).isEqualTo(0.5);
  }

  @Test
  void lambdaIsTheMeanOverTheSelectedImages() {
    assertThat(score(row -> row.group().equals("few")).lambda())
        .containsExactly(new float[] {0.2f, 0.8f}, within(1e-6f));
  }

  @Test
  void withoutAnImageNothingIsANumber() {
    Score medium = score(row -> row.group().equals("medium"));

    assertThat(medium.images()).isZero();
    assertThat(medium.accuracy()).isNaN();
    assertThat(medium.classAccuracy()).isNaN();
    assertThat(medium.lambda()).containsOnly(Float.NaN);
  }

  @Test
  void aLabelThatIsNoClassIsRefused() {
    PredictionsFile wrong = new PredictionsFile("instance", List.of(image(4, 0, 1f)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tally.of(wrong, CLASSES, any -> true))
        .withMessageContaining("label 4; labels must be in 0..3");
  }

  private static Score score(Predicate<SamplingFile.Row> selected) {
    return Tally.of(MODEL, CLASSES, selected).score("instance", Scope.ALL, "all");
  }

  private static Prediction image(int label, int predicted, float lambda) {
    return new Prediction(7, label, predicted, new float[] {lambda, 1 - lambda}, new float[4]);
  }

  private static SamplingFile.Row row(int index, String group) {
    return new SamplingFile.Row(index, "class " + index, 10, group, 0.25, 1);
  }
}
