package org.longtail.pipelines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Which variants of two runs are compared with each other: those whose variables have the same
 * values, then those of one name; and where each run has a single one, these, whatever they are.
 *
 * @param pairs variants that are compared, in the order of the first run
 * @param onlyFirst variants of the first run that the second has not
 * @param onlySecond variants of the second run that the first has not
 */
record VariantPairs(List<Pair> pairs, List<String> onlyFirst, List<String> onlySecond) {

  /**
   * A variant of each run.
   *
   * @param first in the first run
   * @param second in the second run
   */
  record Pair(String first, String second) {

    /** The name of both, or both names. */
    String name() {
      return first.equals(second) ? first : first + " / " + second;
    }
  }

  VariantPairs {
    pairs = List.copyOf(pairs);
    onlyFirst = List.copyOf(onlyFirst);
    onlySecond = List.copyOf(onlySecond);
  }

  /**
   * Pairs the variants of two runs.
   *
   * @param first the value of each variable, by variant
   * @param second the same of the second run
   */
  static VariantPairs of(
      Map<String, Map<String, String>> first, Map<String, Map<String, String>> second) {
    List<String> left = new ArrayList<>(first.keySet());
    List<String> right = new ArrayList<>(second.keySet());
    List<Pair> pairs = new ArrayList<>();
    if (left.size() == 1 && right.size() == 1) {
      return new VariantPairs(List.of(new Pair(left.get(0), right.get(0))), List.of(), List.of());
    }
    match(
        left,
        right,
        pairs,
        (a, b) -> sameValues(first.getOrDefault(a, Map.of()), second.getOrDefault(b, Map.of())));
    match(left, right, pairs, String::equals);
    List<String> order = List.copyOf(first.keySet());
    pairs.sort((a, b) -> order.indexOf(a.first()) - order.indexOf(b.first()));
    return new VariantPairs(pairs, left, right);
  }

  private static boolean sameValues(Map<String, String> a, Map<String, String> b) {
    return !a.isEmpty() && a.equals(b);
  }

  private static void match(
      List<String> left, List<String> right, List<Pair> pairs, BiPredicate<String, String> same) {
    for (String variant : List.copyOf(left)) {
      Optional<String> other = right.stream().filter(each -> same.test(variant, each)).findFirst();
      if (other.isPresent()) {
        pairs.add(new Pair(variant, other.get()));
        left.remove(variant);
        right.remove(other.get());
      }
    }
  }

  /** Whether several variants are compared, so that names must say which. */
  boolean several() {
    return pairs.size() + onlyFirst.size() + onlySecond.size() > 1;
  }
}
