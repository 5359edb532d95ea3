package org.longtail.pipelines.page;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A page of results beside the paper's claims.
 *
 * <pre>{@code
 * ResultsFile file = ResultsFile.read(Path.of("docs/results.yaml"));
 * String markdown = ResultsPage.of(file, runs).madeBy(command, version);
 * }</pre>
 */
public final class ResultsPage {

  private static final MarkdownTemplate TEMPLATE =
      MarkdownTemplate.of(ResultsPage.class, "page.md.jinja");

  private final ResultsFile file;
  private final RunsAtHand runs;

  private ResultsPage(ResultsFile file, RunsAtHand runs) {
    this.file = file;
    this.runs = runs;
  }

  /** The page that a file asks for; what needs a run that is missing is left out, and named. */
  public static ResultsPage of(ResultsFile file, RunsAtHand runs) {
    return new ResultsPage(file, runs);
  }

  /**
   * The page as Markdown.
   *
   * @param command the command that makes the page
   * @param version the version of Longtail that makes it
   * @throws IllegalArgumentException if a run lacks a setting, model or class group that the file
   *     asks for
   */
  public String madeBy(String command, String version) {
    PageModel model = new PageComposer(runs).compose(file, command, version);
    Map<String, Object> variables =
        new ObjectMapper()
            .convertValue(model, new TypeReference<LinkedHashMap<String, Object>>() {});
    return TEMPLATE.render(variables);
  }
}
