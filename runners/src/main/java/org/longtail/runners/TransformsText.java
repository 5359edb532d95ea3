package org.longtail.runners;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.longtail.pipelines.reference.FieldReference;
import org.longtail.pipelines.reference.PortReference;
import org.longtail.pipelines.reference.StepReference;

/** Transforms as a person reads of them on a terminal. */
final class TransformsText {

  private TransformsText() {}

  static String list(List<StepReference> steps) {
    int width = steps.stream().mapToInt(step -> step.type().length()).max().orElse(0);
    return String.join(
        System.lineSeparator(),
        steps.stream()
            .map(
                step ->
                    String.format(
                        Locale.ROOT, "%-" + width + "s  %s", step.type(), step.description()))
            .toList());
  }

  static String of(StepReference step) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "%s %s", step.type(), step.version()));
    lines.add(step.description());
    lines.add(step.identifier());
    lines.add("");
    addPorts(lines, "Inputs", step.inputs());
    addPorts(lines, "Outputs", step.outputs());
    lines.add("Fields");
    step.fields().forEach(field -> lines.add("  " + text(field)));
    if (step.fields().isEmpty()) {
      lines.add("  none");
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static void addPorts(List<String> lines, String title, List<PortReference> ports) {
    lines.add(title);
    ports.forEach(
        port ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "  %s (%s, %s): %s",
                    port.name(),
                    port.kind(),
                    port.count(),
                    port.description())));
    if (ports.isEmpty()) {
      lines.add("  none");
    }
    lines.add("");
  }

  private static String text(FieldReference field) {
    String standard = field.standard();
    String presence =
        field.required() ? "required" : standard == null ? "optional" : "default " + standard;
    String values = field.range().isEmpty() ? "" : ", " + field.range();
    return String.format(
        Locale.ROOT,
        "%s (%s, %s%s): %s",
        field.name(),
        field.type(),
        presence,
        values,
        field.description());
  }
}
