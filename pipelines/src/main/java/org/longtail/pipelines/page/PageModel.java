package org.longtail.pipelines.page;

import java.util.List;

/** What the page's template is filled with; every text is as it stands on the page. */
record PageModel(
    String title,
    String introduction,
    String command,
    String version,
    List<Run> runs,
    List<Missing> missing,
    List<Count> verdicts,
    List<Section> sections) {

  /** A run that the page is made of. */
  record Run(String name, String command, String version, String images) {}

  /** A run that the page lacks, and why. */
  record Missing(String name, String why) {}

  /**
   * A section; it has no table of rows or claims if there are none.
   *
   * @param groups headings of the accuracies
   * @param leftOut what is not shown, for its run is missing
   * @param tables further tables, such as curves
   */
  record Section(
      String title,
      String text,
      List<String> groups,
      List<Row> rows,
      List<Tested> claims,
      List<Table> tables,
      List<String> leftOut) {}

  /** A row of accuracies, one cell a group. */
  record Row(String label, String source, int seeds, List<String> cells) {}

  /**
   * A table of any form.
   *
   * @param caption what stands above it
   * @param rows with as many cells as there are columns
   */
  record Table(String caption, List<String> columns, List<List<String>> rows) {}

  /** A claim and what became of it; empty texts where it was not tested. */
  record Tested(
      String section,
      String claim,
      String direction,
      String amount,
      String on,
      String difference,
      String eachSeed,
      Verdict verdict) {}

  /**
   * How many claims came to a verdict.
   *
   * @param named those claims one by one, unless they held
   */
  record Count(String verdict, int claims, List<Tested> named) {

    static Count of(Verdict verdict, List<Section> sections) {
      List<Tested> claims =
          sections.stream()
              .flatMap(section -> section.claims().stream())
              .filter(claim -> claim.verdict() == verdict)
              .toList();
      return new Count(
          verdict.words(), claims.size(), verdict == Verdict.HELD ? List.of() : claims);
    }
  }
}
