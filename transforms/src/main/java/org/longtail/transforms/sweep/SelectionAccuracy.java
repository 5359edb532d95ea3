package org.longtail.transforms.sweep;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.longtail.learning.Classifier;
import org.longtail.learning.ImageBatches;
import org.longtail.learning.Network;
import org.longtail.schemas.arrow.SamplingFile;
import org.longtail.schemas.arrow.SweepFile;

/** Top-1 accuracy of a network on the selection split, overall and by class group. */
final class SelectionAccuracy {

  private static final Set<String> STANDARD = Set.of("many", "medium", "few");

  private final Count all = new Count();
  private final Map<String, Count> byGroup = new TreeMap<>();

  /** Right predictions among those of some images. */
  private static final class Count {
    private long right;
    private long images;

    void add(boolean isRight) {
      right += isRight ? 1 : 0;
      images++;
    }

    /** In 0..1; NaN if there are no images. */
    double share() {
      return images == 0 ? Double.NaN : (double) right / images;
    }
  }

  private SelectionAccuracy() {}

  static SelectionAccuracy of(Network network, ImageBatches batches, SamplingFile sampling) {
    SelectionAccuracy accuracy = new SelectionAccuracy();
    sampling.classes().forEach(row -> accuracy.of(row.group()));
    float[][] probabilities = Classifier.probabilities(network, batches);
    int[] labels = batches.images().labels();
    for (int i = 0; i < labels.length; i++) {
      boolean right = Classifier.predicted(probabilities[i]) == labels[i];
      accuracy.all.add(right);
      accuracy.of(sampling.classes().get(labels[i]).group()).add(right);
    }
    return accuracy;
  }

  private Count of(String group) {
    return byGroup.computeIfAbsent(group, any -> new Count());
  }

  /** The curve's point at a ratio, not chosen yet. */
  SweepFile.Point at(double gamma) {
    Map<String, Double> others = new TreeMap<>();
    byGroup.forEach(
        (group, count) -> {
          if (!STANDARD.contains(group)) {
            others.put(group, count.share());
          }
        });
    return new SweepFile.Point(
        gamma,
        all.share(),
        of("many").share(),
        of("medium").share(),
        of("few").share(),
        false,
        others);
  }
}
