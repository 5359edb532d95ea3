package org.longtail.pipelines.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Top-1 accuracy of one model.
 *
 * @param percent by class group and then {@code all}, each in 0..100; a group without test images
 *     is left out
 */
public record Accuracies(Map<String, Double> percent) {

  public Accuracies {
    percent = Collections.unmodifiableMap(new LinkedHashMap<>(percent));
  }

  /** Accuracy on one group, or on {@code all}, if it was scored. */
  public OptionalDouble on(String subset) {
    Double found = percent.get(subset);
    return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
  }
}
