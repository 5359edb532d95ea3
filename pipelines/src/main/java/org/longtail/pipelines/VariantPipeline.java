package org.longtail.pipelines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pipeline file with a value for each of its variables.
 *
 * @param rendered the YAML after rendering
 * @param steps the checked steps, each after those that it reads; of no use if there were faults
 * @param options pipeline options
 */
record VariantPipeline(String rendered, List<StepNode> steps, Map<String, String> options) {

  private static final VariantPipeline FAULTY = new VariantPipeline("", List.of(), Map.of());

  VariantPipeline {
    steps = List.copyOf(steps);
  }

  /**
   * Renders and checks a file for one variant.
   *
   * @param folder the file's, from which relative locations are meant
   */
  static VariantPipeline of(
      String variant, RenderedText rendered, Path folder, StepCatalog catalog, Faults faults) {
    if (faults.count() > 0) {
      // What follows would only find the traces of what the rendering found.
      return FAULTY;
    }
    return YamlReader.read(rendered, faults)
        .map(document -> of(variant, rendered.text(), document, folder, catalog, faults))
        .orElse(FAULTY);
  }

  /**
   * Checks a rendered file for one variant.
   *
   * @param text as the run's folder keeps it
   * @param document what it says
   */
  static VariantPipeline of(
      String variant,
      String text,
      YamlValue document,
      Path folder,
      StepCatalog catalog,
      Faults faults) {
    PipelineSpec spec = new PipelineParser(faults).parse(document);
    List<StepNode> steps =
        new PipelineChecker(variant, catalog, folder, faults).check(spec.steps());
    return new VariantPipeline(text, steps, spec.options());
  }

  /** The same without the steps that a step does not need; without any if it has no such step. */
  VariantPipeline upTo(String step) {
    Set<String> needed = new HashSet<>(Set.of(step));
    List<StepNode> kept = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      StepNode node = steps.get(i);
      if (needed.contains(node.name())) {
        kept.add(0, node);
        node.inputs().values().stream()
            .flatMap(List::stream)
            .forEach(source -> needed.add(source.step()));
      }
    }
    return new VariantPipeline(rendered, kept, options);
  }
}
