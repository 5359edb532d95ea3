package org.longtail.transforms.reading;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.longtail.images.CheckedImages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of images that are in a data set more than once where they should not be. Those that are
 * repeated with the same label may be meant so.
 */
final class RepeatedImages {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedImages.class);

  /** Images that a message names before it only counts the others. */
  private static final int NAMED = 5;

  private RepeatedImages() {}

  /**
   * Warns.
   *
   * @return what stands in the summary: how many images are so, where any are
   */
  static Map<String, Double> warn(CheckedImages train, CheckedImages test) {
    List<String> twoLabels =
        Stream.of(train, test).flatMap(split -> split.underTwoLabels().stream()).toList();
    List<String> bothSplits = test.alsoIn(train);
    Map<String, Double> summary = new TreeMap<>();
    if (!twoLabels.isEmpty()) {
      LOG.warn("images under two labels, {} in all: {}", twoLabels.size(), first(twoLabels));
      summary.put("images_under_two_labels", (double) twoLabels.size());
    }
    if (!bothSplits.isEmpty()) {
      LOG.warn(
          "test images that are training images too, {} in all: {}",
          bothSplits.size(),
          first(bothSplits));
      summary.put("images_in_both_splits", (double) bothSplits.size());
    }
    return summary;
  }

  private static String first(List<String> found) {
    return String.join("; ", found.subList(0, Math.min(NAMED, found.size())))
        + (found.size() > NAMED ? "; and " + (found.size() - NAMED) + " more" : "");
  }
}
