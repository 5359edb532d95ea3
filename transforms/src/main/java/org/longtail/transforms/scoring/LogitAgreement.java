package org.longtail.transforms.scoring;

/**
 * Agreement of two views where logits are aggregated, as SADE does (METHOD section 6):
 *
 * <pre>
 * y_v = softmax(a_v),   a_v = sum_t lambda_t z_v,t,   objective: cos(y_1, y_2)
 * </pre>
 *
 * <p>The softmax stands between lambda and the cosine, so that inner products of the sub-models'
 * outputs are not enough here.
 */
final class LogitAgreement implements Agreement {

  private final float[][] first;
  private final float[][] second;

  /**
   * The objective for one image.
   *
   * @param first logits of each sub-model on the first view, {@code [stages][classes]}
   * @param second the same on the second view
   */
  LogitAgreement(float[][] first, float[][] second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public double cosine(double[] lambda) {
    double[] y1 = Softmax.of(Space.sum(first, lambda));
    double[] y2 = Softmax.of(Space.sum(second, lambda));
    return dot(y1, y2) / Math.sqrt(dot(y1, y1) * dot(y2, y2));
  }

  @Override
  public void addGradient(double[] lambda, double[] gradient) {
    double[] y1 = Softmax.of(Space.sum(first, lambda));
    double[] y2 = Softmax.of(Space.sum(second, lambda));
    double square1 = dot(y1, y1);
    double square2 = dot(y2, y2);
    double norm = Math.sqrt(square1 * square2);
    double cosine = dot(y1, y2) / norm;
    addThrough(first, slope(y1, y2, norm, cosine / square1), gradient);
    addThrough(second, slope(y2, y1, norm, cosine / square2), gradient);
  }

  /**
   * The cosine's gradient with respect to the aggregated logits of one view:
   *
   * <pre>
   * d cos / d y = other / norm - cos * y / |y|²
   * d cos / d a = y ∘ (d cos / d y - y · d cos / d y)
   * </pre>
   *
   * in which {@code y · d cos / d y} is 0, as the cosine does not change with the length of y.
   */
  private static double[] slope(double[] y, double[] other, double norm, double cosineOverSquare) {
    double[] slope = new double[y.length];
    for (int k = 0; k < y.length; k++) {
      slope[k] = y[k] * (other[k] / norm - cosineOverSquare * y[k]);
    }
    return slope;
  }

  /** {@code d cos / d lambda_t = sum_k (d cos / d a)[k] z_t[k]}. */
  private static void addThrough(float[][] logits, double[] slope, double[] gradient) {
    for (int t = 0; t < logits.length; t++) {
      double sum = 0;
      for (int k = 0; k < slope.length; k++) {
        sum += slope[k] * logits[t][k];
      }
      gradient[t] += sum;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
