package org.longtail.transforms.scoring;

import java.util.Locale;
import java.util.function.IntFunction;
import org.longtail.images.Draws;
import org.longtail.learning.Classifier;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.Network;

/** What of the sub-models' outputs lambda weights (METHOD section 6). */
enum Space {
  /** Class probabilities: {@code y = sum_t lambda_t softmax(z_t)}. */
  PROBABILITIES {
    @Override
    float[][] plain(Network network, ImageBatches batches) {
      return Classifier.probabilities(network, batches);
    }

    @Override
    float[][] view(Network network, ImageBatches batches, IntFunction<Draws> draws) {
      return Classifier.viewProbabilities(network, batches, draws);
    }

    @Override
    Agreement agreement(float[][] first, float[][] second) {
      return TestTimeLearning.of(first, second);
    }

    @Override
    double[] aggregate(float[][] outputs, double[] lambda) {
      return sum(outputs, lambda);
    }
  },
  /** Logits: {@code y = softmax(sum_t lambda_t z_t)}. */
  LOGITS {
    @Override
    float[][] plain(Network network, ImageBatches batches) {
      return Classifier.logits(network, batches);
    }

    @Override
    float[][] view(Network network, ImageBatches batches, IntFunction<Draws> draws) {
      return Classifier.viewLogits(network, batches, draws);
    }

    @Override
    Agreement agreement(float[][] first, float[][] second) {
      return new LogitAgreement(first, second);
    }

    @Override
    double[] aggregate(float[][] outputs, double[] lambda) {
      return Softmax.of(sum(outputs, lambda));
    }
  };

  /** The space with this name, such as {@code logits}. */
  static Space of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** A network's outputs for the images as they are, {@code [images][classes]}. */
  abstract float[][] plain(Network network, ImageBatches batches);

  /** A network's outputs for one view of each image, {@code [images][classes]}. */
  abstract float[][] view(Network network, ImageBatches batches, IntFunction<Draws> draws);

  /** The objective of one image, from outputs on two views, each {@code [stages][classes]}. */
  abstract Agreement agreement(float[][] first, float[][] second);

  /**
   * The aggregated prediction for one image.
   *
   * @param outputs of each sub-model, {@code [stages][classes]}
   * @param lambda {@code [stages]}, on the simplex
   * @return class probabilities, {@code [classes]}
   */
  abstract double[] aggregate(float[][] outputs, double[] lambda);

  /** {@code sum_t lambda_t outputs_t}, {@code [classes]}. */
  static double[] sum(float[][] outputs, double[] lambda) {
    double[] sum = new double[outputs[0].length];
    for (int y = 0; y < sum.length; y++) {
      double total = 0;
      for (int stage = 0; stage < lambda.length; stage++) {
        total += lambda[stage] * outputs[stage][y];
      }
      sum[y] = total;
    }
    return sum;
  }
}
