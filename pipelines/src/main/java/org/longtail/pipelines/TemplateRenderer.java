package org.longtail.pipelines;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorReason;
import com.hubspot.jinjava.interpret.UnknownTokenException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Renders a pipeline file's Jinja variables, as Beam YAML does before it reads the YAML. */
final class TemplateRenderer {

  private static final String VARIANTS = "variants";

  /** The name of a class, in full or of an exception. */
  private static final Pattern JAVA =
      Pattern.compile("\\b[a-z]\\w*+(?:\\.\\w++)*\\.[A-Z]\\w*+|\\b\\w+(?:Exception|Error)\\b");

  /** A look-up of a variable without a value, and the variables that had one then. */
  private record Lookup(String variable, int line, Set<String> known) {}

  private final Map<String, Object> variables;
  private final Faults faults;
  private final List<Lookup> withoutValue = new ArrayList<>();
  private @Nullable Object listed;

  TemplateRenderer(Map<String, Object> variables, Faults faults) {
    this.variables = variables;
    this.faults = faults;
  }

  RenderedText render(String template) {
    Jinjava jinjava = StrictJinja.engine(this::undefined);
    try {
      RenderResult result = jinjava.renderForResult(LineMarks.mark(template), variables);
      listed = result.getContext().get(VARIANTS);
      result.getErrors().forEach(this::report);
      return LineMarks.read(result.getOutput());
    } catch (StackOverflowError e) {
      faults.add(0, "the template is nested too deeply", "make it flatter");
      return LineMarks.read("");
    }
  }

  /**
   * The values that the template that was rendered lists for its variables, as in {@code {% set
   * variants = {"seed": [1, 2, 3]} %}}; empty if it lists none.
   *
   * @param malformed takes the fault of a list that is not of this form
   */
  Map<String, List<String>> variants(Faults malformed) {
    if (listed == null || listed instanceof Undefined) {
      return Map.of();
    }
    Map<String, List<String>> variants = new LinkedHashMap<>();
    if (listed instanceof Map<?, ?> map) {
      map.forEach(
          (name, values) -> {
            if (values instanceof List<?> list && !list.isEmpty()) {
              variants.put(name.toString(), list.stream().map(String::valueOf).toList());
            }
          });
      if (variants.size() == map.size()) {
        return variants;
      }
    }
    malformed.add(
        0,
        String.format(Locale.ROOT, "variable 'variants' is %s", listed),
        String.format(
            Locale.ROOT,
            "list values by variable: {%% set %s = {\"seed\": [1, 2, 3]} %%}",
            VARIANTS));
    return Map.of();
  }

  private Undefined undefined(String variable) {
    Set<String> known = Set.copyOf(JinjavaInterpreter.getCurrent().getContext().keySet());
    Lookup lookup = new Lookup(variable, line(), known);
    withoutValue.add(lookup);
    return new Undefined(() -> report(lookup, line()));
  }

  private static int line() {
    return JinjavaInterpreter.getCurrent().getLineNumber();
  }

  private void report(Lookup lookup, int line) {
    String variable = lookup.variable();
    faults.add(
        line,
        String.format(Locale.ROOT, "variable '%s' has no value", variable),
        NearestName.of(variable, lookup.known())
            .map(each -> "did you mean '" + each + "'?")
            .orElse(
                String.format(
                    Locale.ROOT,
                    "give it on the command line, or set it in the file: {%% set %s = %s | default(…) %%}",
                    variable,
                    variable)));
  }

  private void report(TemplateError error) {
    int line = Math.max(0, error.getLineno());
    String said = String.valueOf(error.getMessage());
    Optional<TemplateRefusal> refusal = refusal(error.getException());
    if (refusal.isPresent()) {
      faults.add(line, refusal.get().problem(), refusal.get().fix());
    } else if (error.getReason() == ErrorReason.DISABLED) {
      faults.add(
          line,
          String.format(
              Locale.ROOT, "'%s' is not allowed in a pipeline file", error.getFieldName()),
          "write the file without it");
    } else if (error.getReason() == ErrorReason.OUTPUT_TOO_BIG
        || error.getReason() == ErrorReason.COLLECTION_TOO_BIG) {
      faults.add(
          line,
          String.format(
              Locale.ROOT,
              "the template gives more than a file of %d characters, or a value of %d",
              StrictJinja.LONGEST_OUTPUT,
              StrictJinja.LONGEST_VALUE),
          "write fewer or shorter loops");
    } else if (said.contains(Undefined.class.getName())) {
      // The engine could not turn the stand-in into a number.
      withoutValue.stream()
          .filter(lookup -> lookup.line() == line)
          .forEach(lookup -> report(lookup, line));
    } else if (error.getException() instanceof UnknownTokenException unknown) {
      faults.add(
          line,
          String.format(Locale.ROOT, "'%s' has no value", unknown.getToken()),
          "correct it or give a default");
    } else if (JAVA.matcher(said).find()) {
      // The engine tells of Java's classes what a person cannot use.
      faults.add(
          line,
          "an expression or tag in this line cannot be worked out",
          "see that its texts are texts and its numbers are numbers");
    } else {
      faults.add(line, "the Jinja template is faulty: " + said.strip().replaceAll("\\s+", " "), "");
    }
  }

  private static Optional<TemplateRefusal> refusal(@Nullable Throwable error) {
    Throwable cause = error;
    while (cause != null && !(cause instanceof TemplateRefusal)) {
      cause = cause.getCause();
    }
    return Optional.ofNullable((TemplateRefusal) cause);
  }
}
