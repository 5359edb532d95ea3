package org.longtail.runners;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.longtail.pipelines.lineage.Lineage;
import org.longtail.schemas.store.Manifest;
import org.longtail.schemas.store.StepKey;

/**
 * A lineage for a person: a tree, in which a step that stands in several places is told once, and
 * the parts of a step with it.
 */
final class LineageText {

  private static final int DIGITS = 12;
  private static final String INDENT = "  ";

  private final LineageReport report;
  private final FoldedLineage folded;
  private final Set<StepKey> told = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private LineageText(LineageReport report) {
    this.report = report;
    this.folded = new FoldedLineage(report);
  }

  static String of(LineageReport report) {
    LineageText text = new LineageText(report);
    text.heading(report.found());
    text.tell(report.lineage().root(), "", "");
    text.lines.addAll(
        EnvironmentText.lines(
            report.lineage().steps().values().stream().map(Lineage.Step::manifest)));
    return String.join(System.lineSeparator(), text.lines);
  }

  private void heading(ArtifactReference.Found found) {
    found
        .output()
        .ifPresent(
            output ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%s: %s, %d bytes, sha256 %s",
                        output.file(),
                        output.kind(),
                        output.bytes(),
                        output.sha256())));
    if (!found.others().isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "The same content was made by %s too.",
              names(found.others().stream().map(Manifest::stepKey).toList())));
    }
    found
        .run()
        .ifPresent(
            run -> lines.add(String.format(Locale.ROOT, "Names are those of run %s.", run.name())));
  }

  /** Tells of a step; what is read from it stands before it in its line. */
  private void tell(StepKey key, String indent, String read) {
    told.add(key);
    Lineage.Step step = report.lineage().steps().get(key);
    if (step == null) {
      return;
    }
    Manifest manifest = step.manifest();
    long parts = folded.parts(key);
    lines.add(
        String.format(
            Locale.ROOT,
            "%s%s%s: %s %s, key %s, code %s%s",
            indent,
            read,
            report.name(key),
            manifest.type(),
            manifest.version(),
            digits(key.digest()),
            digits(manifest.code()),
            parts == 0 ? "" : String.format(Locale.ROOT, ", with %d parts", parts)));
    String inner = indent + INDENT;
    if (!manifest.config().isEmpty()) {
      lines.add(inner + RunDetailsText.words(manifest.config()));
    }
    for (FoldedLineage.Link link : folded.links(key)) {
      link(link, inner);
    }
  }

  private void link(FoldedLineage.Link link, String indent) {
    String others =
        link.others().isEmpty()
            ? ""
            : String.format(Locale.ROOT, " (made by %s too)", names(List.copyOf(link.others())));
    String what = text(link.digests()) + others;
    if (link.from().isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s%s from outside the store, or from steps that are gone",
              indent,
              what));
    } else if (told.contains(link.from().get())) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s%s from %s, told above",
              indent,
              what,
              report.name(link.from().get())));
    } else {
      tell(link.from().get(), indent, what + " from ");
    }
  }

  private static String text(Map<String, Set<String>> digests) {
    return digests.entrySet().stream()
        .map(
            input ->
                input.getValue().size() == 1
                    ? String.format(
                        Locale.ROOT,
                        "%s %s",
                        input.getKey(),
                        digits(input.getValue().iterator().next()))
                    : String.format(Locale.ROOT, "%d %s", input.getValue().size(), input.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** Steps of the run by their names, others by type and key. */
  private String names(List<StepKey> keys) {
    return keys.stream()
        .map(
            key ->
                report.name(key).equals(key.type())
                    ? String.format(Locale.ROOT, "%s %s", key.type(), digits(key.digest()))
                    : report.name(key))
        .collect(Collectors.joining(", "));
  }

  private static String digits(String digest) {
    return digest.substring(0, Math.min(DIGITS, digest.length()));
  }
}
