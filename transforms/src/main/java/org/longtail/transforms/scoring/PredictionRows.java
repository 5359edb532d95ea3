package org.longtail.transforms.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.longtail.learning.Classifier;
import org.longtail.schemas.arrow.ImagesFile;
import org.longtail.schemas.arrow.PredictionsFile;
import org.longtail.schemas.arrow.PredictionsFile.Prediction;

/**
 * The predictions that follow from the sub-models' outputs on the images themselves.
 *
 * @param images the test images
 * @param outputs what the sub-models say of them
 */
record PredictionRows(ImagesFile images, SubModelOutputs outputs) {

  /**
   * What the sub-models say together.
   *
   * @param model under what name
   * @param lambdas {@code [images][stages]}, each on the simplex
   * @param adjustment of the aggregated predictions
   */
  PredictionsFile together(String model, double[][] lambdas, LogitAdjustment adjustment) {
    return file(model, image -> lambdas[image], adjustment);
  }

  /** What one sub-model says alone, as it is. */
  PredictionsFile alone(String model, int stage) {
    double[] alone = new double[outputs.stages()];
    alone[stage] = 1;
    return file(model, image -> alone, LogitAdjustment.NONE);
  }

  private PredictionsFile file(
      String model, IntFunction<double[]> lambdas, LogitAdjustment adjustment) {
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < outputs.images(); i++) {
      double[] lambda = lambdas.apply(i);
      float[] probabilities =
          floats(adjustment.of(outputs.space().aggregate(outputs.plainOf(i), lambda)));
      predictions.add(
          new Prediction(
              images.images().get(i).image(),
              images.images().get(i).label(),
              Classifier.predicted(probabilities),
              floats(lambda),
              probabilities));
    }
    return new PredictionsFile(model, predictions);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
