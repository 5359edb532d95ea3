package org.longtail.pipelines.page;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A page's Jinja template, kept beside the class that fills it in. A line with nothing but a
 * statement leaves no line on the page.
 *
 * @param name the template's file
 * @param text its content
 */
public record MarkdownTemplate(String name, String text) {

  private static final JinjavaConfig CONFIG =
      JinjavaConfig.newBuilder()
          .withFailOnUnknownTokens(true)
          .withNestedInterpretationEnabled(false)
          .withTrimBlocks(true)
          .withLstripBlocks(true)
          .withLegacyOverrides(LegacyOverrides.ALL)
          .build();

  /** The template of this name among a class's resources. */
  public static MarkdownTemplate of(Class<?> owner, String name) {
    try (InputStream resource = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
      return new MarkdownTemplate(
          name, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** The page for some values; a value that the template asks for and is not there is an error. */
  public String render(Map<String, Object> values) {
    RenderResult result = new Jinjava(CONFIG).renderForResult(text, values);
    if (result.hasErrors()) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s: %s", name, result.getErrors()));
    }
    return result.getOutput().strip() + "\n";
  }
}
