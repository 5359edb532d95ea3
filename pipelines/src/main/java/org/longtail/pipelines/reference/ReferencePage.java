package org.longtail.pipelines.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.longtail.pipelines.StepCatalog;
import org.longtail.pipelines.page.MarkdownTemplate;

/** The page {@code docs/TRANSFORMS.md}. */
public final class ReferencePage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReferencePage() {}

  /** The page of these types as Markdown. */
  public static String markdown(StepCatalog catalog) {
    List<?> steps = JSON.convertValue(StepReference.all(catalog), List.class);
    return MarkdownTemplate.of(ReferencePage.class, "transforms.md.jinja")
        .render(Map.of("steps", steps));
  }
}
