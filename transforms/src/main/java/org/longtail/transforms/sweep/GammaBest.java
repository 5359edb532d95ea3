package org.longtail.transforms.sweep;

/** The ratio just before the largest fall of the accuracy curve. */
public final class GammaBest {

  private GammaBest() {}

  /**
   * {@code argmax_i (accuracy_i - accuracy_{i+1})}, the first on ties.
   *
   * @param accuracy by ascending gamma, at least one value
   * @return index of the chosen ratio
   */
  public static int choose(double[] accuracy) {
    if (accuracy.length == 0) {
      throw new IllegalArgumentException("a sweep without a ratio has no best one");
    }
    int best = 0;
    for (int i = 1; i + 1 < accuracy.length; i++) {
      if (accuracy[i] - accuracy[i + 1] > accuracy[best] - accuracy[best + 1]) {
        best = i;
      }
    }
    return best;
  }
}
