package org.longtail.images;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which images of a split are kept, so many of each class: a pure function of the seed. */
final class ClassChoice {

  /** Classes that a message names before it only counts the others. */
  private static final int NAMED = 5;

  private ClassChoice() {}

  /**
   * Chooses images of each class.
   *
   * @param seed of the choice
   * @param split {@code train} or {@code test}: each split is chosen from on its own
   * @param labels class of each image
   * @param counts how many images to keep of each class
   * @return their numbers, in order
   * @throws IllegalArgumentException if a class has fewer images; names every such class, or the
   *     first few
   */
  static int[] of(long seed, String split, int[] labels, long[] counts) {
    int[][] members = byClass(labels, counts.length);
    checkEnough(split, members, counts);
    return IntStream.range(0, counts.length)
        .flatMap(
            y ->
                Arrays.stream(Draws.of(seed, "subset", split, y).shuffled(members[y].length))
                    .limit(counts[y])
                    .map(i -> members[y][i]))
        .sorted()
        .toArray();
  }

  private static int[][] byClass(int[] labels, int classes) {
    int[] sizes = new int[classes];
    Arrays.stream(labels).forEach(label -> sizes[label]++);
    int[][] members = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
    for (int image = labels.length - 1; image >= 0; image--) {
      members[labels[image]][--sizes[labels[image]]] = image;
    }
    return members;
  }

  private static void checkEnough(String split, int[][] members, long[] counts) {
    List<Integer> small =
        IntStream.range(0, counts.length)
            .filter(y -> members[y].length < counts[y])
            .boxed()
            .toList();
    if (!small.isEmpty()) {
      throw new IllegalArgumentException(
          small.stream()
              .limit(NAMED)
              .map(
                  y ->
                      String.format(
                          Locale.ROOT,
                          "class %d of the %s split has %d images, but %d are wanted",
                          y,
                          split,
                          members[y].length,
                          counts[y]))
              .collect(
                  Collectors.joining(
                      "; ",
                      "",
                      small.size() > NAMED
                          ? String.format(
                              Locale.ROOT,
                              "; and %d classes more; ask for fewer",
                              small.size() - NAMED)
                          : "; ask for fewer")));
    }
  }
}
