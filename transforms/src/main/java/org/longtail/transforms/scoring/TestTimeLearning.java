package org.longtail.transforms.scoring;

/**
 * Instance-level test-time learning (equation 5): finds the weights lambda of the sub-models for
 * which the aggregated predictions on two views of an image agree most. The sub-models' outputs do
 * not depend on lambda, so their inner products are all that is needed:
 *
 * <pre>
 * cos(y_1, y_2) = lambdaᵀ G12 lambda / sqrt(lambdaᵀ G11 lambda · lambdaᵀ G22 lambda)
 * </pre>
 *
 * The objective of several images is the mean of theirs.
 */
public final class TestTimeLearning implements Agreement {

  private final int stages;
  private final double[] g11;
  private final double[] g12;
  private final double[] g22;

  private TestTimeLearning(float[][] first, float[][] second) {
    this.stages = first.length;
    this.g11 = gram(first, first);
    this.g12 = gram(first, second);
    this.g22 = gram(second, second);
  }

  /**
   * The objective for one image.
   *
   * @param first class probabilities of each sub-model on the first view, {@code [stages][classes]}
   * @param second the same on the second view
   */
  public static TestTimeLearning of(float[][] first, float[][] second) {
    return new TestTimeLearning(first, second);
  }

  private static double[] gram(float[][] a, float[][] b) {
    double[] gram = new double[a.length * b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        gram[i * b.length + j] = dot(a[i], b[j]);
      }
    }
    return gram;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
  }

  /** The cosine at a lambda on the simplex, {@code [stages]}. */
  @Override
  public double cosine(double[] lambda) {
    return form(g12, lambda) / Math.sqrt(form(g11, lambda) * form(g22, lambda));
  }

  /**
   * The lambda for this image alone.
   *
   * @param steps number of steps, at least 0; they regularise, and are no measure of precision
   * @param rate step length, above 0
   * @return {@code [stages]}, on the simplex
   */
  public double[] solve(int steps, double rate) {
    return SimplexAscent.from(stages, steps, rate, this::addGradient);
  }

  @Override
  public void addGradient(double[] lambda, double[] gradient) {
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
      gradient[i] += da / norm - 0.5 * a / norm * (db / b + dc / c);
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
}
