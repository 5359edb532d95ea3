package org.longtail.images;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A split whose images can all be decoded.
 *
 * @param images the split
 * @param digests sha256 of each image's file; none for images that are not in files of their own
 */
public record CheckedImages(LabelledImages images, List<String> digests) {

  public CheckedImages {
    digests = List.copyOf(digests);
  }

  /**
   * The files that are there before under another label, by their content: each with the first of
   * its kind.
   */
  public List<String> underTwoLabels() {
    Map<String, Integer> first = new HashMap<>();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < digests.size(); i++) {
      Integer before = first.putIfAbsent(digests.get(i), i);
      if (before != null && label(before) != label(i)) {
        found.add(
            String.format(
                Locale.ROOT,
                "%s has label %d, and the same image label %d: %s",
                name(i),
                label(i),
                label(before),
                name(before)));
      }
    }
    return found;
  }

  /** The files whose content the other split has too: each with the first of its kind there. */
  public List<String> alsoIn(CheckedImages other) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < other.digests.size(); i++) {
      first.putIfAbsent(other.digests.get(i), i);
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < digests.size(); i++) {
      Integer same = first.get(digests.get(i));
      if (same != null) {
        found.add(
            String.format(Locale.ROOT, "%s is the same image as %s", name(i), other.name(same)));
      }
    }
    return found;
  }

  private int label(int image) {
    return images.labels()[image];
  }

  private String name(int image) {
    return images.source() instanceof PixelSource.Encoded encoded
        ? encoded.files().get(image).name()
        : String.format(Locale.ROOT, "image %d", image);
  }
}
