package org.longtail.transforms.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.longtail.schemas.arrow.EvaluationFile.Scope;
import org.longtail.schemas.arrow.EvaluationFile.Score;
import org.longtail.schemas.arrow.PredictionsFile;
import org.longtail.schemas.arrow.PredictionsFile.Prediction;
import org.longtail.schemas.arrow.SamplingFile;

/** Counts right predictions of the test images of some classes. */
final class Tally {

  private final long[] right;
  private final long[] total;
  private final double[] lambda;

  private Tally(int classes, int stages) {
    this.right = new long[classes];
    this.total = new long[classes];
    this.lambda = new double[stages];
  }

  static Tally of(
      PredictionsFile model, List<SamplingFile.Row> classes, Predicate<SamplingFile.Row> selected) {
    int stages = model.images().isEmpty() ? 0 : model.images().get(0).lambda().length;
    Tally tally = new Tally(classes.size(), stages);
    for (Prediction image : model.images()) {
      if (image.label() >= classes.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "test image %d has label %d; labels must be in 0..%d",
                image.image(),
                image.label(),
                classes.size() - 1));
      }
      if (selected.test(classes.get(image.label()))) {
        tally.count(image);
      }
    }
    return tally;
  }

  private void count(Prediction image) {
    total[image.label()]++;
    if (image.predicted() == image.label()) {
      right[image.label()]++;
    }
    for (int stage = 0; stage < lambda.length; stage++) {
      lambda[stage] += image.lambda()[stage];
    }
  }

  /** The score of what was counted; accuracies are NaN if no image was. */
  Score score(String model, Scope scope, String subset) {
    long images = IntStream.range(0, total.length).mapToLong(y -> total[y]).sum();
    long rights = IntStream.range(0, right.length).mapToLong(y -> right[y]).sum();
    double byClass =
        IntStream.range(0, total.length)
            .filter(y -> total[y] > 0)
            .mapToDouble(y -> (double) right[y] / total[y])
            .average()
            .orElse(Double.NaN);
    float[] meanLambda = new float[lambda.length];
    for (int stage = 0; stage < lambda.length; stage++) {
      meanLambda[stage] = images == 0 ? Float.NaN : (float) (lambda[stage] / images);
    }
    double accuracy = images == 0 ? Double.NaN : (double) rights / images;
    return new Score(model, scope, subset, images, accuracy, byClass, meanLambda);
  }
}
