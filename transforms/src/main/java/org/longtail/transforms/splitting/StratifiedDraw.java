package org.longtail.transforms.splitting;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.longtail.images.Draws;

/**
 * Draws a share of each class's images, without replacement. Each class has a stream of draws of
 * its own, so that another class's images change nothing.
 *
 * @param share of each class's images, in (0, 1)
 * @param seed the run's seed
 */
record StratifiedDraw(double share, long seed) {

  StratifiedDraw {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "share %s: must be above 0 and below 1", share));
    }
  }

  /**
   * {@code max(1, round(share * N_y))} of the images of each class y, but never all of them.
   *
   * @param labels class of each image, 0..K-1
   * @param names of the K classes
   * @return the positions that are drawn
   * @throws IllegalArgumentException if a class has fewer than two images; names every such class
   */
  BitSet heldOut(int[] labels, List<String> names) {
    int[][] members = new int[names.size()][];
    for (int y = 0; y < members.length; y++) {
      int label = y;
      members[y] = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
    }
    check(members, names);
    BitSet heldOut = new BitSet(labels.length);
    for (int y = 0; y < members.length; y++) {
      int[] order = Draws.of(seed, "selection", y).shuffled(members[y].length);
      int[] images = members[y];
      IntStream.of(order).limit(count(images.length)).forEach(i -> heldOut.set(images[i]));
    }
    return heldOut;
  }

  /** How many of a class's images are drawn, in 1..images-1. */
  private long count(int images) {
    return Math.min(images - 1, Math.max(1, Math.round(share * images)));
  }

  private static void check(int[][] members, List<String> names) {
    List<String> small =
        IntStream.range(0, members.length)
            .filter(y -> members[y].length < 2)
            .mapToObj(
                y ->
                    String.format(
                        Locale.ROOT, "%d (%s) has %d", y, names.get(y), members[y].length))
            .toList();
    if (!small.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "one image of each class is held out and one stays, but class %s; add images, or leave SelectionSplit out and connect another split as 'selection'",
              String.join(", class ", small)));
    }
  }
}
