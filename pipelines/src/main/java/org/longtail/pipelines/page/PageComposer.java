package org.longtail.pipelines.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.longtail.pipelines.report.FinishedRun;

/** Puts the numbers of the runs where the file wants them. */
final class PageComposer {

  private static final List<String> GROUPS = List.of("many", "medium", "few");
  private static final String ALL = "all";
  private static final String NOT_QUOTED = "amount not quoted here";

  private final RunsAtHand runs;

  PageComposer(RunsAtHand runs) {
    this.runs = runs;
  }

  PageModel compose(ResultsFile file, String command, String version) {
    Set<String> wanted =
        file.sections().stream()
            .flatMap(ResultsSection::runs)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<PageModel.Run> found = new ArrayList<>();
    List<PageModel.Missing> missing = new ArrayList<>();
    for (String name : wanted) {
      RunsAtHand.Run run = runs.found().get(name);
      if (run == null) {
        missing.add(
            new PageModel.Missing(
                name, runs.missing().getOrDefault(name, "it is not in the store")));
      } else {
        found.add(new PageModel.Run(name, run.command(), run.version(), images(run.finished())));
      }
    }
    List<PageModel.Section> sections = file.sections().stream().map(this::section).toList();
    return new PageModel(
        file.title(),
        file.introduction(),
        command,
        version,
        found,
        missing,
        Arrays.stream(Verdict.values())
            .map(verdict -> PageModel.Count.of(verdict, sections))
            .toList(),
        sections);
  }

  private static String images(FinishedRun run) {
    return run.images().entrySet().stream()
        .map(
            split ->
                String.format(
                    Locale.ROOT,
                    "%s %s",
                    split.getValue().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" or ")),
                    split.getKey()))
        .collect(Collectors.joining(", "));
  }

  private PageModel.Section section(ResultsSection section) {
    Map<String, RowResults> rows = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    for (ResultsRow row : section.rows()) {
      RunsAtHand.Run run = runs.found().get(row.run());
      if (run == null) {
        leftOut.add(String.format(Locale.ROOT, "%s (run %s)", row.label(), row.run()));
      } else {
        rows.put(row.label(), RowResults.of(row, run.finished()));
      }
    }
    List<PageModel.Table> tables = new ArrayList<>();
    Curves asked = section.curves();
    if (asked != null) {
      RunsAtHand.Run run = runs.found().get(asked.run());
      if (run == null) {
        leftOut.add(String.format(Locale.ROOT, "the curves (run %s)", asked.run()));
      } else {
        tables.add(CurveTable.of(asked, run.finished()));
      }
    }
    Set<String> groups = groups(rows.values());
    return new PageModel.Section(
        section.title(),
        section.text(),
        List.copyOf(groups),
        rows.values().stream().map(row -> row(row, groups)).toList(),
        section.claims().stream().map(claim -> tested(section.title(), claim, rows)).toList(),
        tables,
        leftOut);
  }

  /** The method's own groups in its order, then groups of other names, then all images. */
  private static Set<String> groups(Collection<RowResults> rows) {
    Set<String> scored = new LinkedHashSet<>();
    rows.forEach(row -> scored.addAll(row.columns()));
    Set<String> groups = new LinkedHashSet<>(GROUPS);
    groups.retainAll(scored);
    groups.addAll(scored);
    if (groups.remove(ALL)) {
      groups.add(ALL);
    }
    return groups;
  }

  private static PageModel.Row row(RowResults results, Set<String> groups) {
    ResultsRow row = results.row();
    return new PageModel.Row(
        Text.cell(row.label()),
        Text.cell(String.format(Locale.ROOT, "%s, %s, %s", row.run(), row.setting(), row.model())),
        results.bySeed().size(),
        groups.stream().map(results::cell).toList());
  }

  private static PageModel.Tested tested(
      String section, Claim claim, Map<String, RowResults> rows) {
    boolean whole = rows.keySet().containsAll(claim.rows());
    List<RowResults> compared =
        claim.rows().stream().map(rows::get).filter(Objects::nonNull).toList();
    Comparison comparison =
        whole
            ? Comparison.of(claim, compared)
            : new Comparison(claim, Map.of(), Verdict.NOT_TESTED);
    return new PageModel.Tested(
        section,
        Text.cell(claim.claim()),
        Text.cell(claim.direction()),
        claim.amount().isEmpty() ? NOT_QUOTED : Text.cell(claim.amount()),
        claim.on(),
        whole ? comparison.overSeeds() : "-",
        whole ? comparison.eachSeed() : "-",
        comparison.verdict());
  }
}
