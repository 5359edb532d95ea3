package org.longtail.pipelines;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** The known name that a mistaken one was probably meant to be. */
public final class NearestName {

  private static final double CLOSE = 0.8;
  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

  private NearestName() {}

  /** The closest of the known names, if one is close. */
  static Optional<String> of(String mistaken, Collection<String> known) {
    return known.stream()
        .filter(name -> similarity(mistaken, name) >= CLOSE)
        .max(
            Comparator.comparingDouble((String name) -> similarity(mistaken, name))
                .thenComparing(Comparator.reverseOrder()));
  }

  /** The known names that are most like a mistaken one, the closest first. */
  public static List<String> list(String mistaken, Collection<String> known, int most) {
    return known.stream()
        .sorted(
            Comparator.comparingDouble((String name) -> -similarity(mistaken, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .toList();
  }

  /** What to tell a person: the closest name, or else all of them under a heading. */
  public static String fix(String mistaken, Collection<String> known, String heading) {
    return of(mistaken, known)
        .map(each -> "did you mean '" + each + "'?")
        .orElseGet(() -> known.isEmpty() ? "" : heading + " " + String.join(", ", known));
  }

  private static double similarity(String a, String b) {
    return SIMILARITY.apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }
}
