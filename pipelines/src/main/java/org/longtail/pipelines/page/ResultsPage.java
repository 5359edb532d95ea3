package org.longtail.pipelines.page;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A page of results beside the paper's claims.
 *
 * <pre>{@code
 * ResultsFile file = ResultsFile.read(Path.of("docs/results.yaml"));
 * String markdown = ResultsPage.of(file, runs).madeBy(command, version);
 * }</pre>
 */
public final class ResultsPage {

  private static final String TEMPLATE = "page.md.jinja";
  private static final JinjavaConfig CONFIG =
      JinjavaConfig.newBuilder()
          .withFailOnUnknownTokens(true)
          .withNestedInterpretationEnabled(false)
          .withTrimBlocks(true)
          .withLstripBlocks(true)
          .withLegacyOverrides(LegacyOverrides.ALL)
          .build();

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
    RenderResult result = new Jinjava(CONFIG).renderForResult(template(), variables);
    if (result.hasErrors()) {
      throw new IllegalStateException("%s: %s".formatted(TEMPLATE, result.getErrors()));
    }
    return result.getOutput().strip() + "\n";
  }

  private static String template() {
    try (InputStream resource =
        Objects.requireNonNull(ResultsPage.class.getResourceAsStream(TEMPLATE))) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TEMPLATE, e);
    }
  }
}
