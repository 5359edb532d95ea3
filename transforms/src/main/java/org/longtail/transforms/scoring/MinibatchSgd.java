package org.longtail.transforms.scoring;

import java.util.Arrays;
import org.longtail.images.Draws;
import org.longtail.schemas.Cancellation;

/**
 * One lambda for the whole test set by stochastic gradient descent, as SADE learns it (Zhang et
 * al., 2022): passes over the test images in a new order each, with Nesterov's momentum of 0.9 and
 * a weight decay of 0.0005 on the free weights, until a sub-model is hardly trusted any more.
 *
 * <pre>
 * g = -d cos / d u + weight_decay * u,   v = momentum * v + g,   u = u - rate * (g + momentum * v)
 * lambda = softmax(u)
 * </pre>
 *
 * @param epochs most passes over the test images, at least 0
 * @param batchSize images in a batch, at least 1
 * @param rate learning rate, above 0
 * @param stopBelow the passes end after one that left a weight under this
 * @param seed the run's seed
 */
record MinibatchSgd(int epochs, int batchSize, double rate, double stopBelow, long seed) {

  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 5e-4;

  /**
   * The lambda of a test set. Each pass takes the next pair of views, the first again after the
   * last.
   *
   * @param outputs with one pair of views or more
   * @return {@code [stages]}, on the simplex
   * @throws java.util.concurrent.CancellationException if the thread has been interrupted
   */
  double[] lambda(SubModelOutputs outputs) {
    double[] free = new double[outputs.stages()];
    double[] velocity = new double[free.length];
    Cancellation cancellation = Cancellation.ofThisThread();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      int pair = 2 * ((epoch - 1) % (outputs.views().size() / 2));
      int[] order = Draws.of(seed, "test-time order", epoch).shuffled(outputs.images());
      for (int from = 0; from < order.length; from += batchSize) {
        cancellation.check();
        int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
        update(free, velocity, slope(outputs, pair, batch, Softmax.of(free)));
      }
      if (Arrays.stream(Softmax.of(free)).anyMatch(weight -> weight < stopBelow)) {
        break;
      }
    }
    return Softmax.of(free);
  }

  /** The gradient of the batch's mean cosine with respect to the free weights. */
  private static double[] slope(SubModelOutputs outputs, int pair, int[] batch, double[] lambda) {
    double[] gradient = new double[lambda.length];
    for (int image : batch) {
      outputs.agreement(pair, image).addGradient(lambda, gradient);
    }
    Arrays.setAll(gradient, t -> gradient[t] / batch.length);
    return SimplexAscent.throughSoftmax(lambda, gradient);
  }

  private void update(double[] free, double[] velocity, double[] slope) {
    for (int t = 0; t < free.length; t++) {
      double gradient = -slope[t] + WEIGHT_DECAY * free[t];
      velocity[t] = MOMENTUM * velocity[t] + gradient;
      free[t] -= rate * (gradient + MOMENTUM * velocity[t]);
    }
  }
}
