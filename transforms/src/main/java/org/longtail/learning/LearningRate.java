package org.longtail.learning;

/** The learning rate over a stage. */
public enum LearningRate {
  /** The same throughout. */
  CONSTANT {
    @Override
    public double at(double base, double progress) {
      return base;
    }
  },
  /** From the base rate to 0 along half a cosine. */
  COSINE {
    @Override
    public double at(double base, double progress) {
      return base * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
    }
  };

  /**
   * The rate at a point of the stage.
   *
   * @param base rate at the start
   * @param progress share of the stage's updates that are done, 0..1
   */
  public abstract double at(double base, double progress);
}
