package org.longtail.transforms.scoring;

import java.util.Arrays;
import org.longtail.schemas.Cancellation;

/** Plain gradient ascent on the simplex: free weights u from 0, {@code lambda = softmax(u)}. */
final class SimplexAscent {

  private SimplexAscent() {}

  /** Adds the objective's gradient at a lambda. */
  @FunctionalInterface
  interface Objective {
    void addGradient(double[] lambda, double[] gradient);
  }

  /**
   * The lambda after some steps from the uniform one.
   *
   * @param size length of lambda
   * @param steps at least 0
   * @param rate step length, above 0
   * @throws java.util.concurrent.CancellationException if the thread has been interrupted
   */
  static double[] from(int size, int steps, double rate, Objective objective) {
    double[] free = new double[size];
    double[] gradient = new double[size];
    double[] lambda = Softmax.of(free);
    Cancellation cancellation = Cancellation.ofThisThread();
    for (int step = 0; step < steps; step++) {
      cancellation.check();
      Arrays.fill(gradient, 0);
      objective.addGradient(lambda, gradient);
      double mean = mean(lambda, gradient);
      for (int i = 0; i < size; i++) {
        free[i] += rate * lambda[i] * (gradient[i] - mean); // the chain rule through the softmax
      }
      lambda = Softmax.of(free);
    }
    return lambda;
  }

  /** The gradient with respect to u, {@code lambda ∘ (gradient - lambda · gradient)}. */
  static double[] throughSoftmax(double[] lambda, double[] gradient) {
    double mean = mean(lambda, gradient);
    double[] slope = new double[lambda.length];
    Arrays.setAll(slope, i -> lambda[i] * (gradient[i] - mean));
    return slope;
  }

  private static double mean(double[] lambda, double[] gradient) {
    double mean = 0;
    for (int i = 0; i < lambda.length; i++) {
      mean += lambda[i] * gradient[i];
    }
    return mean;
  }
}
