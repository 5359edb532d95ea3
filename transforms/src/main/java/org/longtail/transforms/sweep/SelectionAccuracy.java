package org.longtail.transforms.sweep;

import java.util.HashMap;
import java.util.Map;
import org.longtail.learning.Classifier;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.Network;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.schemas.arrow.SweepFile;

/** Top-1 accuracy of a network on the selection split, overall and by class group. */
final class SelectionAccuracy {

  private static final String ALL = "";

  private final Map<String, long[]> rightAndTotal = new HashMap<>();

  private SelectionAccuracy() {}

  static SelectionAccuracy of(Network network, ImageBatches batches, SamplingFile sampling) {
    SelectionAccuracy accuracy = new SelectionAccuracy();
    float[][] probabilities = Classifier.probabilities(network, batches);
    int[] labels = batches.images().labels();
    for (int i = 0; i < labels.length; i++) {
      boolean right = Classifier.predicted(probabilities[i]) == labels[i];
      accuracy.count(ALL, right);
      accuracy.count(sampling.classes().get(labels[i]).group(), right);
    }
    return accuracy;
  }

  private void count(String group, boolean right) {
    long[] counts = rightAndTotal.computeIfAbsent(group, any -> new long[2]);
    counts[0] += right ? 1 : 0;
    counts[1]++;
  }

  /** The curve's point at a ratio, not chosen yet. */
  SweepFile.Point at(double gamma) {
    return new SweepFile.Point(
        gamma, share(ALL), share("many"), share("medium"), share("few"), false);
  }

  private double share(String group) {
    long[] counts = rightAndTotal.get(group);
    return counts == null ? Double.NaN : (double) counts[0] / counts[1];
  }
}
