package org.longtail.pipelines.page;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A claim of the paper, as a comparison of rows: either one row is better than another, or rows are
 * alike.
 *
 * @param claim what the paper stands for, in a sentence
 * @param amount by how much, as the paper says; empty if no number is quoted
 * @param better label of the row that is better; empty if rows are alike
 * @param worse label of the row that it is better than
 * @param alike labels of the rows that are alike; empty if one is better
 * @param within percentage points that alike rows may lie apart, above 0
 * @param on the class group that is compared, or {@code all}, which is the default
 */
public record Claim(
    String claim,
    String amount,
    String better,
    String worse,
    List<String> alike,
    double within,
    String on) {

  private static final String ALL = "all";
  private static final String FORM =
      "claim '%s': %s; give 'better' and 'worse', or 'alike' (two rows or more) and 'within'";

  public Claim {
    claim = Text.required("claim", claim);
    amount = Text.line(amount);
    better = Text.line(better);
    worse = Text.line(worse);
    alike = alike.stream().map(Text::line).toList();
    on = on.isBlank() ? ALL : Text.line(on);
    if (alike.isEmpty() ? better.isEmpty() || worse.isEmpty() : !(better + worse).isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              FORM,
              claim,
              alike.isEmpty() ? "a row is missing" : "it has both forms"));
    }
    if (alike.isEmpty() ? within != 0 : !(within > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, FORM, claim, String.format(Locale.ROOT, "'within' is %s", within)));
    }
    List<String> rows = alike.isEmpty() ? List.of(better, worse) : alike;
    if (rows.size() < 2 || new HashSet<>(rows).size() < rows.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, FORM, claim, "it compares a row with itself"));
    }
  }

  /** The labels of the rows that are compared. */
  List<String> rows() {
    return alike.isEmpty() ? List.of(better, worse) : alike;
  }

  /** Which way the claim goes, in words. */
  String direction() {
    return alike.isEmpty()
        ? String.format(Locale.ROOT, "%s above %s", better, worse)
        : Stream.of(
                String.join(", ", alike), String.format(Locale.ROOT, "within %s points", within))
            .reduce((line, word) -> line + " " + word)
            .orElseThrow();
  }
}
