package org.longtail.runners;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.longtail.pipelines.report.Figures;
import org.longtail.pipelines.report.Requirement;
import picocli.CommandLine.Option;

/** What a run's outcome must be, and where it is told besides the console. */
final class OutcomeArguments {

  @Option(
      names = "--require",
      paramLabel = "FIGURE",
      description = {
        "What the accuracy must come to, in percent: 'few>=30', 'average.few>=30', or compared with",
        "another run, 'all>=RUN:all'. The model is 'instance' unless named. Of several seeds the mean",
        "counts. May be given more than once."
      })
  private List<String> required = new ArrayList<>();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write steps and requirements as JUnit's XML, for test reporters.")
  private @Nullable Path junit;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Add the results to a file as Markdown, for the summary of a job.")
  private @Nullable Path summary;

  /** The requirements, with the figures that they compare with. */
  record Requirements(List<Requirement> all, Map<String, Figures> others) {

    /** How each came out, for every setting of a run. */
    List<Requirement.Outcome> check(PipelineRun.Outcome outcome) {
      Figures own = Figures.of(outcome.results(), outcome.record().variants());
      return all.stream().flatMap(one -> one.check(own, others).stream()).toList();
    }
  }

  /**
   * Reads the requirements and the figures of other runs, before anything runs.
   *
   * @throws IllegalArgumentException if a requirement is none, or the run that it names is not
   *     done, or a file to write has no name
   */
  Requirements requirements(StorePlace store) {
    checkNamed("--junit", junit);
    checkNamed("--summary", summary);
    List<Requirement> all = required.stream().map(Requirement::parse).toList();
    return new Requirements(all, FinishedRuns.figures(all, store));
  }

  private static void checkNamed(String option, @Nullable Path file) {
    if (file != null && file.toString().isBlank()) {
      throw new IllegalArgumentException(option + " '': must not be empty; name a file");
    }
  }

  /** Writes the files that were asked for. */
  void write(PipelineRun.Outcome outcome, List<Requirement.Outcome> requirements)
      throws IOException {
    if (junit != null) {
      inItsFolder(junit);
      JUnitReport.write(junit, outcome, requirements);
    }
    if (summary != null) {
      inItsFolder(summary);
      JobSummary.append(summary, outcome, requirements);
    }
  }

  private static void inItsFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
  }
}
