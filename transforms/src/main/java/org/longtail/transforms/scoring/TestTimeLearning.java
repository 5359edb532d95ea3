package org.longtail.transforms.scoring;

import java.util.Arrays;

/**
 * Instance-level test-time learning (equation 5): finds the weights lambda of the sub-models for
 * which the aggregated predictions on two views of an image agree most. The sub-models' outputs do
 * not depend on lambda, so their inner products are all that is needed:
 *
 * <pre>
 * cos(y_1, y_2) = lambdaᵀ G12 lambda / sqrt(lambdaᵀ G11 lambda · lambdaᵀ G22 lambda)
 * </pre>
 *
 * Plain gradient ascent on free weights u with {@code lambda = softmax(u)}, from u = 0. The number
 * of steps regularises: it is a setting of the method, not of the solver's precision.
 */
public final class TestTimeLearning {

  private final int stages;
  private final double[] g11;
  private final double[] g12;
  private final double[] g22;

  private TestTimeLearning(int stages) {
    this.stages = stages;
    this.g11 = new double[stages * stages];
    this.g12 = new double[stages * stages];
    this.g22 = new double[stages * stages];
  }

  /**
   * The objective for one image.
   *
   * @param first class probabilities of each sub-model on the first view, {@code [stages][classes]}
   * @param second the same on the second view
   */
  public static TestTimeLearning of(float[][] first, float[][] second) {
    TestTimeLearning objective = new TestTimeLearning(first.length);
    objective.add(first, second);
    return objective;
  }

  /** The objective for a whole test set with one lambda: inner products added up over images. */
  public static TestTimeLearning empty(int stages) {
    return new TestTimeLearning(stages);
  }

  /** Adds an image's inner products. */
  public void add(float[][] first, float[][] second) {
    for (int i = 0; i < stages; i++) {
      for (int j = 0; j < stages; j++) {
        g11[i * stages + j] += dot(first[i], first[j]);
        g12[i * stages + j] += dot(first[i], second[j]);
        g22[i * stages + j] += dot(second[i], second[j]);
      }
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }

  /** The cosine at a lambda on the simplex, {@code [stages]}. */
  public double cosine(double[] lambda) {
    return form(g12, lambda) / Math.sqrt(form(g11, lambda) * form(g22, lambda));
  }

  /**
   * The lambda after gradient ascent from the uniform one.
   *
   * @param steps number of steps, at least 0
   * @param rate step length, above 0
   * @return {@code [stages]}, on the simplex
   */
  public double[] solve(int steps, double rate) {
    double[] free = new double[stages];
    double[] lambda = softmax(free);
    double[] gradient = new double[stages];
    for (int step = 0; step < steps; step++) {
      gradient(lambda, gradient);
      double mean = 0;
      for (int i = 0; i < stages; i++) {
        mean += lambda[i] * gradient[i];
      }
      for (int i = 0; i < stages; i++) {
        free[i] += rate * lambda[i] * (gradient[i] - mean); // through the softmax
      }
      lambda = softmax(free);
    }
    return lambda;
  }

  /** Gradient of the cosine with respect to lambda. */
  private void gradient(double[] lambda, double[] gradient) {
    double a = form(g12, lambda);
    double b = form(g11, lambda);
    double c = form(g22, lambda);
    double norm = Math.sqrt(b * c);
    for (int i = 0; i < stages; i++) {
      double da = 0;
      double db = 0;
      double dc = 0;
      for (int j = 0; j < stages; j++) {
        da += (g12[i * stages + j] + g12[j * stages + i]) * lambda[j];
        db += 2 * g11[i * stages + j] * lambda[j];
        dc += 2 * g22[i * stages + j] * lambda[j];
      }
      gradient[i] = da / norm - 0.5 * a / norm * (db / b + dc / c);
    }
  }

  private double form(double[] gram, double[] lambda) {
    double sum = 0;
    for (int i = 0; i < stages; i++) {
      for (int j = 0; j < stages; j++) {
        sum += lambda[i] * gram[i * stages + j] * lambda[j];
      }
    }
    return sum;
  }

  private static double[] softmax(double[] free) {
    double max = Arrays.stream(free).max().orElse(0);
    double[] exp = Arrays.stream(free).map(value -> Math.exp(value - max)).toArray();
    double sum = Arrays.stream(exp).sum();
    return Arrays.stream(exp).map(value -> value / sum).toArray();
  }
}
