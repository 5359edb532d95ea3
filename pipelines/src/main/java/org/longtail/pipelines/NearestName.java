package org.longtail.pipelines;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** The known name that a mistaken one was probably meant to be. */
final class NearestName {

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

  /** What to tell a person: the closest name, or else all of them under a heading. */
  static String fix(String mistaken, Collection<String> known, String heading) {
    return of(mistaken, known)
        .map("did you mean '%s'?"::formatted)
        .orElseGet(() -> known.isEmpty() ? "" : heading + " " + String.join(", ", known));
  }

  private static double similarity(String a, String b) {
    return SIMILARITY.apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }
}
