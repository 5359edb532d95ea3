package org.longtail.transforms.sampling;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How classes are shared out into groups by their number of training images (METHOD section 0).
 *
 * @param atLeast least number of images of a class of each group; a class belongs to the group with
 *     the highest such number that it reaches
 */
public record ClassGroups(Map<String, Long> atLeast) {

  /** Many above 100, medium 20 to 100, few below 20. */
  public static final ClassGroups STANDARD =
      new ClassGroups(Map.of("many", 101L, "medium", 20L, "few", 0L));

  public ClassGroups {
    atLeast = Map.copyOf(atLeast);
    if (atLeast.isEmpty()) {
      throw new IllegalArgumentException("groups: name at least one, such as {all: 0}");
    }
    if (atLeast.containsKey("all") && atLeast.size() > 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "groups %s: 'all' is every class in results; name the group otherwise",
              atLeast));
    }
    if (atLeast.values().stream().distinct().count() != atLeast.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "groups %s: two groups begin at the same number of images", atLeast));
    }
  }

  /** Names of the groups, that with the most images first. */
  public List<String> names() {
    return atLeast.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The group of each class.
   *
   * @param counts training images N_y of each class, {@code [classes]}
   * @throws IllegalArgumentException if a class reaches no group
   */
  public String[] of(long[] counts) {
    List<String> names = names();
    String[] groups = new String[counts.length];
    for (int y = 0; y < counts.length; y++) {
      groups[y] = group(names, y, counts[y]);
    }
    return groups;
  }

  private String group(List<String> names, int y, long count) {
    return names.stream()
        .filter(name -> count >= atLeast.getOrDefault(name, Long.MAX_VALUE))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "groups %s: class %d, with %d images, reaches none; let the last begin at 0",
                        atLeast,
                        y,
                        count)));
  }

  /** Marks the classes of one group, {@code [classes]}. */
  public boolean[] members(long[] counts, String group) {
    String[] groups = of(counts);
    boolean[] members = new boolean[counts.length];
    IntStream.range(0, counts.length).forEach(y -> members[y] = groups[y].equals(group));
    return members;
  }
}
