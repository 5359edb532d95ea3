package org.longtail.transforms.scoring;

/** How much the aggregated predictions on two views of one image agree, by lambda. */
sealed interface Agreement extends SimplexAscent.Objective
    permits TestTimeLearning, LogitAgreement {

  /**
   * The cosine of the two aggregated predictions.
   *
   * @param lambda {@code [stages]}, on the simplex
   * @return in (0, 1]
   */
  double cosine(double[] lambda);

  /**
   * Adds the gradient of the cosine with respect to lambda.
   *
   * @param lambda {@code [stages]}, on the simplex
   * @param gradient {@code [stages]}, added to
   */
  @Override
  void addGradient(double[] lambda, double[] gradient);
}
