package org.longtail.pipelines.page;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One section of a results page.
 *
 * @param title its heading
 * @param text Markdown under the heading; may be empty
 * @param rows the rows of its table of accuracies; their labels differ
 * @param claims what the paper claims about these rows
 * @param curves curves of accuracy against gamma, where the section has them
 */
public record ResultsSection(
    String title, String text, List<ResultsRow> rows, List<Claim> claims, @Nullable Curves curves) {

  public ResultsSection {
    title = Text.required("title", title);
    text = text.strip();
    rows = List.copyOf(rows);
    claims = List.copyOf(claims);
    Set<String> labels = new HashSet<>();
    for (ResultsRow row : rows) {
      if (!labels.add(row.label())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "section '%s': two rows have the label '%s'; name them apart",
                title,
                row.label()));
      }
    }
    for (Claim claim : claims) {
      for (String label : claim.rows()) {
        if (!labels.contains(label)) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "section '%s': claim '%s': there is no row '%s'; the section's rows are %s",
                  title,
                  claim.claim(),
                  label,
                  String.join(", ", rows.stream().map(ResultsRow::label).toList())));
        }
      }
    }
  }

  /** The runs that the section shows. */
  Stream<String> runs() {
    Stream<String> ofRows = rows.stream().map(ResultsRow::run);
    return curves == null ? ofRows : Stream.concat(ofRows, Stream.of(curves.run()));
  }
}
