package org.longtail.runners;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.longtail.pipelines.page.MarkdownTemplate;
import org.longtail.pipelines.report.OverSeeds;
import org.longtail.pipelines.report.Requirement;
import org.longtail.pipelines.report.VariantResults;

/** A run as Markdown, for the summary of a CI job: requirements, results, and steps. */
final class JobSummary {

  private static final MarkdownTemplate TEMPLATE =
      MarkdownTemplate.of(JobSummary.class, "summary.md.jinja");

  private JobSummary() {}

  private record Step(String name, String variant, String type, String took) {}

  private record Table(String title, List<String> groups, List<List<String>> rows) {}

  private record Checked(String requirement, String setting, boolean met, String finding) {}

  private record Page(
      String run,
      String status,
      String error,
      List<Checked> requirements,
      List<Table> tables,
      List<Step> steps,
      long cached,
      String log) {}

  /** Adds the summary to a file; CI systems give one file to all steps of a job. */
  static void append(Path file, PipelineRun.Outcome outcome, List<Requirement.Outcome> requirements)
      throws IOException {
    Map<String, Object> variables =
        new ObjectMapper()
            .convertValue(
                page(outcome, requirements), new TypeReference<LinkedHashMap<String, Object>>() {});
    Files.writeString(
        file, TEMPLATE.render(variables), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static Page page(PipelineRun.Outcome outcome, List<Requirement.Outcome> requirements) {
    RunRecord record = outcome.record();
    String error = record.error();
    List<Table> tables = new ArrayList<>();
    outcome.overSeeds().forEach(setting -> tables.add(table(setting)));
    outcome.results().variants().forEach((name, results) -> tables.add(table(name, results)));
    return new Page(
        record.run(),
        record.status().word(),
        error == null ? "" : error,
        requirements.stream()
            .map(
                one ->
                    new Checked(one.requirement().text(), one.setting(), one.met(), one.finding()))
            .toList(),
        tables,
        outcome.steps().stream().map(JobSummary::step).toList(),
        outcome.steps().stream().filter(FinishedStep::cached).count(),
        outcome.log());
  }

  private static Step step(FinishedStep step) {
    return new Step(
        step.name(),
        step.variant(),
        step.type(),
        step.cached() ? "CACHED" : Seconds.text(step.seconds()));
  }

  private static Table table(OverSeeds setting) {
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    setting
        .accuracy()
        .forEach(
            (model, groups) -> {
              Map<String, String> row = new LinkedHashMap<>();
              groups.forEach((group, statistic) -> row.put(group, statistic.toString()));
              cells.put(model, row);
            });
    return table(
        String.format(
            Locale.ROOT,
            "%s, mean ± standard deviation over %d seeds",
            setting.name(),
            setting.variants().size()),
        cells);
  }

  private static Table table(String variant, VariantResults results) {
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    results
        .byModel()
        .forEach(
            (model, accuracies) -> {
              Map<String, String> row = new LinkedHashMap<>();
              accuracies
                  .percent()
                  .forEach(
                      (group, percent) ->
                          row.put(group, String.format(Locale.ROOT, "%.1f", percent)));
              cells.put(model, row);
            });
    return table("variant " + variant, cells);
  }

  private static Table table(String title, Map<String, Map<String, String>> cells) {
    Set<String> groups = new LinkedHashSet<>();
    cells.values().forEach(row -> groups.addAll(row.keySet()));
    List<List<String>> rows = new ArrayList<>();
    cells.forEach(
        (model, row) -> {
          List<String> values = new ArrayList<>(List.of(model));
          groups.forEach(group -> values.add(row.getOrDefault(group, "-")));
          rows.add(values);
        });
    return new Table(title, List.copyOf(groups), rows);
  }
}
