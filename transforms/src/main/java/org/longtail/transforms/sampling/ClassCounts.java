package org.longtail.transforms.sampling;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.longtail.schemas.arrow.ImagesFile;

/** The numbers of training images N_y of each class. */
final class ClassCounts {

  private ClassCounts() {}

  /**
   * The counts of the images that are drawn.
   *
   * @return {@code [classes]}, all at least 1
   * @throws IllegalArgumentException if a class has no image; names every such class
   */
  static long[] of(ImagesFile images) {
    long[] counts = images.counts();
    List<String> empty =
        IntStream.range(0, counts.length)
            .filter(y -> counts[y] == 0)
            .mapToObj(y -> String.format(Locale.ROOT, "%d (%s)", y, images.labels().get(y)))
            .toList();
    if (!empty.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s no training image; remove the class or add images",
              empty.size() == 1
                  ? String.format(Locale.ROOT, "class %s has", empty.get(0))
                  : empty.stream().collect(Collectors.joining(", ", "classes ", " have"))));
    }
    return counts;
  }

  /**
   * The counts before images were held out.
   *
   * @param whole the training split as it was
   * @param images what is left of it
   * @return {@code [classes]}, each at least that of what is left
   * @throws IllegalArgumentException if the one cannot be left of the other
   */
  static long[] ofWhole(ImagesFile whole, ImagesFile images) {
    if (!whole.labels().equals(images.labels())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input 'whole' has classes %s, 'images' has %s; connect the split that 'images' was held out of",
              whole.labels(),
              images.labels()));
    }
    long[] counts = whole.counts();
    long[] left = images.counts();
    for (int y = 0; y < counts.length; y++) {
      if (counts[y] < left[y]) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "input 'whole' has %d images of class %d (%s), 'images' has %d; connect the split that 'images' was held out of",
                counts[y],
                y,
                whole.labels().get(y),
                left[y]));
      }
    }
    return counts;
  }
}
